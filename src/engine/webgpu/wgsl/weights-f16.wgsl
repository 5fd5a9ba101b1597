// Weights [K, N] in tiles of 4 x 4, tile (k/4, n/4) at index k/4 * N/4 + n/4, each row by row. Here float16,
// two to a u32, which every device can unpack without the shader-f16 feature. Neighbouring columns are
// neighbouring in memory, so invocations side by side read side by side.
@group(0) @binding(1) var<storage, read> weights: Weights;

struct Tile {
  k0: vec4f,
  k1: vec4f,
  k2: vec4f,
  k3: vec4f,
}

fn loadTile(tile: u32) -> Tile {
  let first = weights[2u * tile];
  let second = weights[2u * tile + 1u];
  return Tile(
    vec4f(unpack2x16float(first.x), unpack2x16float(first.y)),
    vec4f(unpack2x16float(first.z), unpack2x16float(first.w)),
    vec4f(unpack2x16float(second.x), unpack2x16float(second.y)),
    vec4f(unpack2x16float(second.z), unpack2x16float(second.w)),
  );
}
