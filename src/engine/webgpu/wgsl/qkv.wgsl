// Queries, keys and values of all rows in one dispatch, rotated and written where attention reads them.
// The weights are three matrices one after the other, [K_q, N_q], [K_k, N_kv], [K_v, N_kv] in tiles; the input
// row holds their inputs side by side (factored: a = s * (x V)), or with SHARED one input for all three (dense).
// Heads are padded to HEAD4 quads. The columns of q and k are interleaved so that rotary partners (i, i + half)
// are neighbours: a quad (a0, b0, a1, b1) turns by two angles, rope[position] = (cos0, sin0, cos1, sin1).
// One invocation computes 4 columns of ROWS rows; x = column quads of q, k and v, y = row blocks.
override K4_Q: u32 = 1;
override K4_K: u32 = 1;
override K4_V: u32 = 1;
override N4_Q: u32 = 1;
override N4_KV: u32 = 1;
override HEAD4: u32 = 1;
override SHARED: bool = false;
override BIAS: bool = false;

@group(0) @binding(4) var<storage, read> rope: array<vec4f>;
// (slot, position, token, -)
@group(0) @binding(5) var<storage, read> rows: array<vec4u>;
// [rows, N_q]
@group(0) @binding(6) var<storage, read_write> queries: array<vec4f>;
// Keys [slot, token, N_kv], then from call.valueBase the values, alike.
@group(0) @binding(7) var<storage, read_write> cache: array<vec4f>;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= N4_Q + 2u * N4_KV) {
    return;
  }
  var column = id.x;
  var k4 = K4_Q;
  var n4 = N4_Q;
  var offset = 0u;
  var tile = 0u;
  let isQuery = id.x < N4_Q;
  let isValue = id.x >= N4_Q + N4_KV;
  if (!isQuery) {
    column -= N4_Q;
    k4 = K4_K;
    n4 = N4_KV;
    offset = K4_Q;
    tile = K4_Q * N4_Q;
  }
  if (isValue) {
    column -= N4_KV;
    k4 = K4_V;
    offset += K4_K;
    tile += K4_K * N4_KV;
  }
  let stride = select(K4_Q + K4_K + K4_V, K4_Q, SHARED);
  let first = id.y * ROWS;
  var starts: array<u32, ROWS>;
  for (var i = 0u; i < ROWS; i++) {
    starts[i] = min(first + i, call.rows - 1u) * stride + select(offset, 0u, SHARED);
  }
  let block = multiply(starts, k4, tile, n4, column);
  for (var i = 0u; i < ROWS; i++) {
    let row = first + i;
    if (row >= call.rows) {
      break;
    }
    var value = block[i];
    if (BIAS) {
      value += vectors[select(0u, K4_Q, NORM) + id.x];
    }
    let slot = rows[row].x;
    let position = rows[row].y;
    if (!isValue) {
      let turn = rope[position * HEAD4 + column % HEAD4];
      value = vec4f(
        value.x * turn.x - value.y * turn.y,
        value.y * turn.x + value.x * turn.y,
        value.z * turn.z - value.w * turn.w,
        value.w * turn.z + value.z * turn.w,
      );
    }
    if (isQuery) {
      queries[row * N4_Q + column] = value;
    } else {
      let at = (slot * call.slotTokens + position) * N4_KV + column;
      cache[at + select(0u, call.valueBase, isValue)] = value;
    }
  }
}
