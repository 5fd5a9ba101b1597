// Prepended to every kernel: the numbers of the batch that is running. Written once per submit, and only when
// they change. What never changes for a model is in each kernel's own `Shape`; `override` holds the choices that
// change the code. So one pipeline serves every layer, every model, and the self-test.
struct Call {
  // Rows in this pass: tokens of all lanes in prefill, one per running lane in decode.
  rows: u32,
  // Rows that get logits.
  headRows: u32,
  // Tokens reserved for a lane in the KV cache.
  slotTokens: u32,
  // Where the values start in the KV buffer, in vec4f.
  valueBase: u32,
  topK: u32,
  // 0 is greedy.
  temperature: f32,
  // u32 words of one result record.
  recordStride: u32,
}

@group(0) @binding(0) var<uniform> call: Call;

// Invocations of a workgroup.
override WORKGROUP: u32 = 64;
