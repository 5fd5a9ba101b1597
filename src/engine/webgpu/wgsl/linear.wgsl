// y = norm(x) W (* scales)(+ bias)(+ y) for any number of rows: W [K, N] in tiles, x [rows, K], y [rows, N].
// It serves V of a factored linear (SCALE, and NORM where a norm comes first), U and plain weights (BIAS and
// RESIDUAL), and the head (GATHER). K and N are multiples of 4: padding is zero in the weights, the norm, the
// bias and the scales, so padded outputs are zero.
// An invocation, or a workgroup's share of K, computes 4 columns of ROWS rows; x = column quads, y = row blocks.
// Times the lane's scales; this module's come first in the binding.
override SCALE: bool = false;
override BIAS: bool = false;
// Adds to what the output holds.
override RESIDUAL: bool = false;
// Output row i comes from input row rows[i].x, for the logits of chosen rows.
override GATHER: bool = false;

@group(0) @binding(4) var<storage, read> scales: array<vec4f>;
// x is the lane's slot, or with GATHER the input row.
@group(0) @binding(5) var<storage, read> rows: array<vec4u>;
@group(0) @binding(6) var<storage, read_write> output: array<vec4f>;

struct Shape {
  // Input and output quads.
  k4: u32,
  n4: u32,
  // Quads of one lane's scales.
  scaleStride4: u32,
  // Input width without padding, for the norm's mean.
  normLength: f32,
  epsilon: f32,
  // With GATHER: where these outputs begin in a row, and its length, as a head may lie in several buffers.
  firstOutput4: u32,
  outputs4: u32,
}
@group(0) @binding(7) var<uniform> shape: Shape;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let own = columnOf(id.x);
  let column = min(own, shape.n4 - 1u);
  let first = id.y * ROWS;
  let count = select(call.rows, call.headRows, GATHER);
  var starts: array<u32, ROWS>;
  for (var i = 0u; i < ROWS; i++) {
    var row = min(first + i, count - 1u);
    if (GATHER) {
      row = rows[row].x;
    }
    starts[i] = row * shape.k4;
  }
  let block = multiply(starts, shape.k4, 0u, shape.n4, column);
  if (own > column || !isWriter()) {
    return;
  }
  for (var i = 0u; i < ROWS; i++) {
    let row = first + i;
    if (row >= count) {
      break;
    }
    var value = block[i];
    if (BIAS) {
      value += vectors[select(0u, shape.k4, NORM) + column];
    }
    if (SCALE) {
      value *= scales[rows[row].x * shape.scaleStride4 + column];
    }
    var at = row * shape.n4 + column;
    if (GATHER) {
      at = row * shape.outputs4 + shape.firstOutput4 + column;
    }
    if (RESIDUAL) {
      value += output[at];
    }
    output[at] = value;
  }
}
