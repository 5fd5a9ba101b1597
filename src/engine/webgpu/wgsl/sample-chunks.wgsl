// First half of sampling: what each run of `chunk` logits has to offer. Per chunk: the best token after Gumbel
// noise, the largest logit and its token, sum exp(logit - largest), and whether a logit is NaN or infinite.
// Sampling is argmax(logit / T + g), g a standard Gumbel of (seed, index, id), ties to the lowest id; T = 0 is
// greedy. x = chunks, y = rows that have logits.
@group(0) @binding(1) var<storage, read> logits: array<f32>;
// (row, target, slot, keep)
@group(0) @binding(2) var<storage, read> headRows: array<vec4u>;
// (token, position, index, seed) of every slot.
@group(0) @binding(3) var<storage, read> lanes: array<vec4u>;

struct Chunk {
  best: f32,
  bestId: u32,
  top: f32,
  topId: u32,
  sum: f32,
  notFinite: u32,
}
@group(0) @binding(4) var<storage, read_write> chunks: array<Chunk>;

struct Shape {
  vocab: u32,
  // Floats of one row of logits.
  stride: u32,
  chunk: u32,
}
@group(0) @binding(5) var<uniform> shape: Shape;

const LN2: f32 = 0.6931471805599453;

// 2 atanh(s) = log((1 + s) / (1 - s)) for |s| <= 1/3, to float32 precision.
fn logRatio(s: f32) -> f32 {
  let t = s * s;
  var sum = 1.0 / 15.0;
  sum = fma(sum, t, 1.0 / 13.0);
  sum = fma(sum, t, 1.0 / 11.0);
  sum = fma(sum, t, 1.0 / 9.0);
  sum = fma(sum, t, 1.0 / 7.0);
  sum = fma(sum, t, 1.0 / 5.0);
  sum = fma(sum, t, 1.0 / 3.0);
  return 2.0 * fma(s * t, sum, s);
}

// The built-in log may be off by 2^-21 near 1, just where Gumbel noise is largest and decides; this one has a
// small relative error everywhere. x is positive and normal.
fn preciseLog(x: f32) -> f32 {
  let bits = bitcast<u32>(x);
  // Splits x into 2^e m with m in [0.75, 1.5), so that no result is a difference of near equals.
  let shifted = (bits - 0x3f400000u) & 0xff800000u;
  let m = bitcast<f32>(bits - shifted);
  let e = f32(bitcast<i32>(shifted) >> 23u);
  return fma(e, LN2, logRatio((m - 1.0) / (m + 1.0)));
}

// -log(-log(u)) with u = (hash >> 8 + 1/2) / 2^24.
fn gumbel(seed: u32, index: u32, token: u32) -> f32 {
  var x = (seed * 0x9e3779b1u) ^ (index * 0x85ebca77u) ^ (token * 0xc2b2ae3du);
  x ^= x >> 16u;
  x *= 0x7feb352du;
  x ^= x >> 15u;
  x *= 0x846ca68bu;
  x ^= x >> 16u;
  // u = odd / 2^25. Above one half that has no room in a float32, but its complement 1 - u has.
  let odd = 2u * (x >> 8u) + 1u;
  var exponential = 0.0;
  if (odd < 0x1000000u) {
    exponential = -preciseLog(f32(odd) / 33554432.0);
  } else {
    let complement = f32(0x2000000u - odd) / 33554432.0;
    exponential = logRatio(complement / (2.0 - complement));
  }
  return -preciseLog(exponential);
}

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let count = (shape.vocab + shape.chunk - 1u) / shape.chunk;
  let row = id.y;
  if (id.x >= count || row >= call.headRows) {
    return;
  }
  let lane = lanes[headRows[row].z];
  let first = id.x * shape.chunk;
  let end = min(first + shape.chunk, shape.vocab);
  let base = row * shape.stride;
  var chunk = Chunk(0.0, first, logits[base + first], first, 0.0, 0u);
  for (var token = first; token < end; token++) {
    let logit = logits[base + token];
    if ((bitcast<u32>(logit) & 0x7f800000u) == 0x7f800000u) {
      chunk.notFinite = 1u;
    }
    if (logit > chunk.top) {
      chunk.top = logit;
      chunk.topId = token;
    }
    if (call.temperature > 0.0) {
      let noisy = logit / call.temperature + gumbel(lane.w, lane.z, token);
      if (token == first || noisy > chunk.best) {
        chunk.best = noisy;
        chunk.bestId = token;
      }
    }
  }
  if (call.temperature <= 0.0) {
    chunk.best = chunk.top;
    chunk.bestId = chunk.topId;
  }
  for (var token = first; token < end; token++) {
    chunk.sum += exp(logits[base + token] - chunk.top);
  }
  chunks[row * count + id.x] = chunk;
}
