// output[row, head] = softmax(scores[row, head, 0 ... position]) V, V from the row's own lane.
// One invocation computes 4 dimensions and finds the softmax's maximum and sum by itself: cheaper than another
// dispatch, and no invocation waits. x = heads times dimension quads, y = rows.
@group(0) @binding(1) var<storage, read> rows: array<vec4u>;
@group(0) @binding(2) var<storage, read> scores: array<f32>;
@group(0) @binding(3) var<storage, read> cache: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> output: array<vec4f>;

struct Shape {
  heads: u32,
  // Query heads per value head.
  group: u32,
  head4: u32,
  n4Kv: u32,
}
@group(0) @binding(5) var<uniform> shape: Shape;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = id.y;
  if (id.x >= shape.heads * shape.head4 || row >= call.rows) {
    return;
  }
  let head = id.x / shape.head4;
  let keys = rows[row].y + 1u;
  let first = (row * shape.heads + head) * call.scoreStride;
  var largest = scores[first];
  for (var key = 1u; key < keys; key++) {
    largest = max(largest, scores[first + key]);
  }
  var at = call.valueBase + rows[row].x * call.slotTokens * shape.n4Kv + head / shape.group * shape.head4 + id.x % shape.head4;
  var total = 0.0;
  var sum = vec4f(0.0);
  for (var key = 0u; key < keys; key++) {
    let weight = exp(scores[first + key] - largest);
    total += weight;
    sum = fma(vec4f(weight), cache[at], sum);
    at += shape.n4Kv;
  }
  output[row * shape.heads * shape.head4 + id.x] = sum / total;
}
