// output[row, head] = softmax(q . k / sqrt(head_dim)) V over the keys 0 ... position of the row's own lane.
// One invocation computes one head of one row by itself, four keys at a time, with a softmax that is rescaled
// whenever a larger score comes: no scores are stored and nobody waits. Its sums live in the output.
// x = heads, y = rows.
@group(0) @binding(1) var<storage, read> rows: array<vec4u>;
@group(0) @binding(2) var<storage, read> queries: array<vec4f>;
@group(0) @binding(3) var<storage, read> cache: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> output: array<vec4f>;

struct Shape {
  heads: u32,
  // Query heads per key head.
  group: u32,
  head4: u32,
  n4Kv: u32,
  // 1 / sqrt(head_dim)
  factor: f32,
}
@group(0) @binding(5) var<uniform> shape: Shape;

fn sum(v: vec4f) -> f32 {
  return (v.x + v.y) + (v.z + v.w);
}

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let head = id.x;
  let row = id.y;
  if (head >= shape.heads || row >= call.rows) {
    return;
  }
  let own = (row * shape.heads + head) * shape.head4;
  let position = rows[row].y;
  let first = rows[row].x * call.slotTokens * shape.n4Kv + head / shape.group * shape.head4;
  var largest = 0.0;
  var total = 0.0;
  for (var key = 0u; key <= position; key += 4u) {
    // Beyond the row's position its own key stands in, with a weight of zero: what lies there may be anything.
    let keys = min(vec4u(key, key + 1u, key + 2u, key + 3u), vec4u(position));
    let at = vec4u(first) + keys * shape.n4Kv;
    var s0 = vec4f(0.0);
    var s1 = vec4f(0.0);
    var s2 = vec4f(0.0);
    var s3 = vec4f(0.0);
    for (var i = 0u; i < shape.head4; i++) {
      let q = queries[own + i];
      s0 = fma(q, cache[at.x + i], s0);
      s1 = fma(q, cache[at.y + i], s1);
      s2 = fma(q, cache[at.z + i], s2);
      s3 = fma(q, cache[at.w + i], s3);
    }
    let scores = shape.factor * vec4f(sum(s0), sum(s1), sum(s2), sum(s3));
    let before = largest;
    let best = max(max(scores.x, scores.y), max(scores.z, scores.w));
    largest = select(max(before, best), best, key == 0u);
    let kept = select(exp(before - largest), 0.0, key == 0u);
    let isPast = vec4u(key, key + 1u, key + 2u, key + 3u) <= vec4u(position);
    let weights = select(vec4f(0.0), exp(scores - largest), isPast);
    total = fma(total, kept, sum(weights));
    let values = at + call.valueBase;
    for (var i = 0u; i < shape.head4; i++) {
      var mixed = vec4f(0.0);
      if (key > 0u) {
        mixed = kept * output[own + i];
      }
      mixed = fma(vec4f(weights.x), cache[values.x + i], mixed);
      mixed = fma(vec4f(weights.y), cache[values.y + i], mixed);
      mixed = fma(vec4f(weights.z), cache[values.z + i], mixed);
      mixed = fma(vec4f(weights.w), cache[values.w + i], mixed);
      output[own + i] = mixed;
    }
  }
  for (var i = 0u; i < shape.head4; i++) {
    output[own + i] /= total;
  }
}
