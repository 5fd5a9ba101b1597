// Weights [K, N] in tiles of 4 x 4, tile (k/4, n/4) at index k/4 * N/4 + n/4, each row by row. Here float32.
@group(0) @binding(1) var<storage, read> weights: Weights;

struct Tile {
  k0: vec4f,
  k1: vec4f,
  k2: vec4f,
  k3: vec4f,
}

fn loadTile(tile: u32) -> Tile {
  let at = 4u * tile;
  return Tile(weights[at], weights[at + 1u], weights[at + 2u], weights[at + 3u]);
}
