// x[row] = embedding[token], read from the tiles [hidden, vocab] that the tied head uses too, or a soft token's vector.
// In decode it first turns the lanes' state, left on the GPU by the sampler, into this step's row table.
// One invocation copies 4 numbers of a row; x = hidden quads, y = rows.
override DECODE: bool = false;

// (row, target, slot, keep): in decode, which lanes are running.
@group(0) @binding(2) var<storage, read> headRows: array<vec4u>;
// (token, position, index, seed) of every slot.
@group(0) @binding(3) var<storage, read> lanes: array<vec4u>;
// Soft tokens [-, hidden]: vectors that stand in place of embeddings.
@group(0) @binding(4) var<storage, read> soft: array<vec4f>;
// (slot, position, token, 0 or 1 + soft token)
@group(0) @binding(5) var<storage, read_write> rows: array<vec4u>;
@group(0) @binding(6) var<storage, read_write> output: array<vec4f>;

struct Shape {
  hidden4: u32,
  // Token quads of these weights, and those before them: a vocabulary may lie in several buffers, each with a dispatch.
  vocab4: u32,
  first4: u32,
}
@group(0) @binding(7) var<uniform> shape: Shape;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = id.y;
  if (id.x >= shape.hidden4 || row >= call.rows) {
    return;
  }
  var token = 0u;
  if (DECODE) {
    let slot = headRows[row].z;
    let lane = lanes[slot];
    token = lane.x;
    if (id.x == 0u) {
      rows[row] = vec4u(slot, lane.y, token, 0u);
    }
  } else {
    let entry = rows[row];
    if (entry.w > 0u) {
      output[row * shape.hidden4 + id.x] = soft[(entry.w - 1u) * shape.hidden4 + id.x];
      return;
    }
    token = entry.z;
  }
  let quad = token / 4u;
  if (quad < shape.first4 || quad - shape.first4 >= shape.vocab4) {
    return;
  }
  let tile = loadTile(id.x * shape.vocab4 + quad - shape.first4);
  let part = token % 4u;
  output[row * shape.hidden4 + id.x] = vec4f(tile.k0[part], tile.k1[part], tile.k2[part], tile.k3[part]);
}
