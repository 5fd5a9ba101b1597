// scores[row, head, key] = q . k / sqrt(head_dim) for the keys 0 ... position of the row's own lane.
// One invocation computes 4 neighbouring keys of one row and head, so a query is read once for four keys;
// x = key quads, y = heads, z = rows. Keys after the row's position are not meant to be read.
@group(0) @binding(1) var<storage, read> rows: array<vec4u>;
@group(0) @binding(2) var<storage, read> queries: array<vec4f>;
@group(0) @binding(3) var<storage, read> cache: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> scores: array<vec4f>;

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
  let head = id.y;
  let row = id.z;
  let key = 4u * id.x;
  if (row >= call.rows || key > rows[row].y) {
    return;
  }
  let query = (row * shape.heads + head) * shape.head4;
  var at = (rows[row].x * call.slotTokens + key) * shape.n4Kv + head / shape.group * shape.head4;
  var s0 = vec4f(0.0);
  var s1 = vec4f(0.0);
  var s2 = vec4f(0.0);
  var s3 = vec4f(0.0);
  for (var i = 0u; i < shape.head4; i++) {
    let q = queries[query + i];
    s0 = fma(q, cache[at], s0);
    s1 = fma(q, cache[at + shape.n4Kv], s1);
    s2 = fma(q, cache[at + 2u * shape.n4Kv], s2);
    s3 = fma(q, cache[at + 3u * shape.n4Kv], s3);
    at++;
  }
  scores[(row * shape.heads + head) * (call.scoreStride / 4u) + id.x] = shape.factor * vec4f(sum(s0), sum(s1), sum(s2), sum(s3));
}
