/** Whether a file's name says that it is one part of a model in several files; what is 1 of 1 is whole. */
export function isGgufPart(path: string): boolean {
  return /-\d{5}-of-(?!00001)\d{5}\.gguf$/i.test(path)
}
