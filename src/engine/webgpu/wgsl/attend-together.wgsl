// As attend.wgsl, for a GPU: one workgroup computes one head of one row. In turn its invocations take a key each,
// for the scores of WORKGROUP keys, and a quad of dimensions and every n-th of those keys, for the sums. The
// softmax is rescaled whenever a larger score comes; the parts are joined in a fixed order. head4 is at most
// WORKGROUP. x = workgroups of one head, y = heads, z = rows.
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

var<workgroup> scores: array<f32, WORKGROUP>;
var<workgroup> sums: array<vec4f, WORKGROUP>;
var<workgroup> totals: array<f32, WORKGROUP>;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(workgroup_id) place: vec3u, @builtin(local_invocation_index) local: u32) {
  let head = place.y;
  let row = place.z;
  let own = (row * shape.heads + head) * shape.head4;
  let position = rows[row].y;
  let first = rows[row].x * call.slotTokens * shape.n4Kv + head / shape.group * shape.head4;
  let parts = WORKGROUP / shape.head4;
  let part = local / shape.head4;
  let quad = local % shape.head4;
  var largest = 0.0;
  var total = 0.0;
  var sum = vec4f(0.0);
  for (var start = 0u; start <= position; start += WORKGROUP) {
    let count = min(WORKGROUP, position + 1u - start);
    if (local < count) {
      let at = first + (start + local) * shape.n4Kv;
      var products = vec4f(0.0);
      for (var i = 0u; i < shape.head4; i++) {
        products = fma(queries[own + i], cache[at + i], products);
      }
      scores[local] = shape.factor * ((products.x + products.y) + (products.z + products.w));
    }
    workgroupBarrier();
    let before = largest;
    largest = select(largest, scores[0], start == 0u);
    for (var key = 0u; key < count; key++) {
      largest = max(largest, scores[key]);
    }
    let kept = exp(before - largest);
    total = select(kept * total, 0.0, start == 0u);
    sum = select(kept * sum, vec4f(0.0), start == 0u);
    if (part < parts) {
      for (var key = part; key < count; key += parts) {
        let weight = exp(scores[key] - largest);
        total += weight;
        sum = fma(vec4f(weight), cache[call.valueBase + first + (start + key) * shape.n4Kv + quad], sum);
      }
    }
    workgroupBarrier();
  }
  sums[local] = sum;
  totals[local] = total;
  workgroupBarrier();
  if (local < shape.head4) {
    for (var other = 1u; other < parts; other++) {
      sum += sums[other * shape.head4 + local];
      total += totals[other * shape.head4 + local];
    }
    output[own + local] = sum / total;
  }
}
