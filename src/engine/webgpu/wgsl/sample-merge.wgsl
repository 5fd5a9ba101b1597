// Second half of sampling: one invocation per row joins the chunks, picks the token, advances the lane's state
// for the next step, and writes the record that the CPU reads:
//   [id, notFinite, max, sum exp(logit - max), logit of the target, logit of id, 0, 0, then topK x (id, logit)].
// The k-th most probable token is found by asking the best chunk for its next best one: k (chunks + chunk)
// steps. x = rows that have logits.
@group(0) @binding(1) var<storage, read> logits: array<f32>;
// (row, target, slot, keep): keep = 1 advances the lane.
@group(0) @binding(2) var<storage, read> headRows: array<vec4u>;
@group(0) @binding(3) var<storage, read_write> lanes: array<vec4u>;

struct Chunk {
  best: f32,
  bestId: u32,
  top: f32,
  topId: u32,
  sum: f32,
  notFinite: u32,
}
@group(0) @binding(4) var<storage, read_write> chunks: array<Chunk>;
@group(0) @binding(5) var<storage, read_write> records: array<u32>;

struct Shape {
  vocab: u32,
  // Floats of one row of logits.
  stride: u32,
  chunk: u32,
}
@group(0) @binding(6) var<uniform> shape: Shape;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= call.headRows) {
    return;
  }
  let count = (shape.vocab + shape.chunk - 1u) / shape.chunk;
  let firstChunk = row * count;
  let base = row * shape.stride;
  var notFinite = 0u;
  var best = chunks[firstChunk].best;
  var bestId = chunks[firstChunk].bestId;
  var largest = chunks[firstChunk].top;
  for (var c = 0u; c < count; c++) {
    let chunk = chunks[firstChunk + c];
    notFinite |= chunk.notFinite;
    largest = max(largest, chunk.top);
    if (chunk.best > best) {
      best = chunk.best;
      bestId = chunk.bestId;
    }
  }
  var sum = 0.0;
  for (var c = 0u; c < count; c++) {
    sum += chunks[firstChunk + c].sum * exp(chunks[firstChunk + c].top - largest);
  }

  let head = headRows[row];
  let at = row * call.recordStride;
  records[at] = bestId;
  records[at + 1u] = notFinite;
  records[at + 2u] = bitcast<u32>(largest);
  records[at + 3u] = bitcast<u32>(sum);
  records[at + 4u] = bitcast<u32>(logits[base + head.y]);
  records[at + 5u] = bitcast<u32>(logits[base + bestId]);
  if (head.w == 1u) {
    let lane = lanes[head.z];
    lanes[head.z] = vec4u(bestId, lane.y + 1u, lane.z + 1u, lane.w);
  }

  for (var k = 0u; k < min(call.topK, shape.vocab); k++) {
    var source = count;
    var top = 0.0;
    for (var c = 0u; c < count; c++) {
      let chunk = chunks[firstChunk + c];
      if (chunk.topId < shape.vocab && (source == count || chunk.top > top)) {
        source = c;
        top = chunk.top;
      }
    }
    let token = chunks[firstChunk + source].topId;
    records[at + 8u + 2u * k] = token;
    records[at + 9u + 2u * k] = bitcast<u32>(top);
    // What comes after (top, token) in this chunk; the vocabulary's size where nothing does.
    var nextId = shape.vocab;
    var next = 0.0;
    for (var t = source * shape.chunk; t < min(source * shape.chunk + shape.chunk, shape.vocab); t++) {
      let logit = logits[base + t];
      let isLater = logit < top || (logit == top && t > token);
      if (isLater && (nextId == shape.vocab || logit > next)) {
        nextId = t;
        next = logit;
      }
    }
    chunks[firstChunk + source].top = next;
    chunks[firstChunk + source].topId = nextId;
  }
}
