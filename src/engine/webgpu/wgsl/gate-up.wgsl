// h = silu(gate) * up for all rows: both products in one invocation, so neither is ever stored.
// The weights are [K_gate, N] and [K_up, N] in tiles, one after the other; the input row holds their inputs side
// by side (factored), or with SHARED one input for both (dense).
// One invocation computes 4 columns of ROWS rows; x = column quads, y = row blocks.
override SHARED: bool = false;
override BIAS: bool = false;

@group(0) @binding(4) var<storage, read_write> output: array<vec4f>;

struct Shape {
  k4Gate: u32,
  k4Up: u32,
  // Output quads.
  n4: u32,
  // Input width without padding, for the norm's mean.
  normLength: f32,
  epsilon: f32,
}
@group(0) @binding(5) var<uniform> shape: Shape;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let own = columnOf(id.x);
  let column = min(own, shape.n4 - 1u);
  let stride = select(shape.k4Gate + shape.k4Up, shape.k4Gate, SHARED);
  let first = id.y * ROWS;
  var gateStarts: array<u32, ROWS>;
  var upStarts: array<u32, ROWS>;
  for (var i = 0u; i < ROWS; i++) {
    let start = min(first + i, call.rows - 1u) * stride;
    gateStarts[i] = start;
    upStarts[i] = start + select(shape.k4Gate, 0u, SHARED);
  }
  let gates = multiply(gateStarts, shape.k4Gate, 0u, shape.n4, column);
  let ups = multiply(upStarts, shape.k4Up, shape.k4Gate * shape.n4, shape.n4, column);
  if (own > column || !isWriter()) {
    return;
  }
  for (var i = 0u; i < ROWS; i++) {
    let row = first + i;
    if (row >= call.rows) {
      break;
    }
    var gate = gates[i];
    var up = ups[i];
    if (BIAS) {
      let bias = select(0u, shape.k4Gate, NORM) + column;
      gate += vectors[bias];
      up += vectors[bias + shape.n4];
    }
    // Beyond 80 the sigmoid is below 1e-34; without the bound exp would overflow, which WGSL leaves undefined.
    let sigmoid = vec4f(1.0) / (vec4f(1.0) + exp(min(-gate, vec4f(80.0))));
    output[row * shape.n4 + column] = gate * sigmoid * up;
  }
}
