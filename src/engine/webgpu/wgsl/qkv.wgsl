// Queries, keys and values of all rows in one dispatch, rotated and written where attention reads them.
// The weights are three matrices one after the other, [K_q, N_q], [K_k, N_kv], [K_v, N_kv] in tiles; the input
// row holds their inputs side by side (factored: a = s * (x V)), or with SHARED one input for all three (dense).
// Heads are padded to head4 quads. The columns of q and k are interleaved so that rotary partners (i, i + half)
// are neighbours: a quad (a0, b0, a1, b1) turns by two angles, rope[position] = (cos0, sin0, cos1, sin1).
// One invocation computes 4 columns of ROWS rows; x = column quads of q, k and v, y = row blocks.
override SHARED: bool = false;
override BIAS: bool = false;

@group(0) @binding(4) var<storage, read> rope: array<vec4f>;
// (slot, position, token, -)
@group(0) @binding(5) var<storage, read> rows: array<vec4u>;
// [rows, N_q]
@group(0) @binding(6) var<storage, read_write> queries: array<vec4f>;
// Keys [slot, token, N_kv], then from call.valueBase the values, alike.
@group(0) @binding(7) var<storage, read_write> cache: array<vec4f>;

struct Shape {
  k4Query: u32,
  k4Key: u32,
  k4Value: u32,
  n4Query: u32,
  n4Kv: u32,
  head4: u32,
  // Input width without padding, for the norm's mean.
  normLength: f32,
  epsilon: f32,
}
@group(0) @binding(8) var<uniform> shape: Shape;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let own = columnOf(id.x);
  let all = min(own, shape.n4Query + 2u * shape.n4Kv - 1u);
  var column = all;
  var k4 = shape.k4Query;
  var n4 = shape.n4Query;
  var offset = 0u;
  var tile = 0u;
  let isQuery = all < shape.n4Query;
  let isValue = all >= shape.n4Query + shape.n4Kv;
  if (!isQuery) {
    column -= shape.n4Query;
    k4 = shape.k4Key;
    n4 = shape.n4Kv;
    offset = shape.k4Query;
    tile = shape.k4Query * shape.n4Query;
  }
  if (isValue) {
    column -= shape.n4Kv;
    k4 = shape.k4Value;
    offset += shape.k4Key;
    tile += shape.k4Key * shape.n4Kv;
  }
  let stride = select(shape.k4Query + shape.k4Key + shape.k4Value, shape.k4Query, SHARED);
  let first = id.y * ROWS;
  var starts: array<u32, ROWS>;
  for (var i = 0u; i < ROWS; i++) {
    starts[i] = min(first + i, call.rows - 1u) * stride + select(offset, 0u, SHARED);
  }
  let block = multiply(starts, k4, tile, n4, column);
  if (own > all || !isWriter()) {
    return;
  }
  for (var i = 0u; i < ROWS; i++) {
    let row = first + i;
    if (row >= call.rows) {
      break;
    }
    var value = block[i];
    if (BIAS) {
      value += vectors[select(0u, shape.k4Query, NORM) + all];
    }
    let slot = rows[row].x;
    let position = rows[row].y;
    if (!isValue) {
      let turn = rope[position * shape.head4 + column % shape.head4];
      value = vec4f(
        value.x * turn.x - value.y * turn.y,
        value.y * turn.x + value.x * turn.y,
        value.z * turn.z - value.w * turn.w,
        value.w * turn.z + value.z * turn.w,
      );
    }
    if (isQuery) {
      queries[row * shape.n4Query + column] = value;
    } else {
      let at = (slot * call.slotTokens + position) * shape.n4Kv + column;
      cache[at + select(0u, call.valueBase, isValue)] = value;
    }
  }
}
