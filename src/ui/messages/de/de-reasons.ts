/** Why something runs on the CPU or does not fit, sentence by sentence of the engine's own English. */
const SENTENCES: readonly (readonly [english: RegExp, german: string])[] = [
  [/This browser has no WebGPU\./g, 'Dieser Browser hat kein WebGPU.'],
  [
    /This page came over http, and browsers give WebGPU to https and localhost only\./g,
    'Diese Seite kam über http, und Browser geben WebGPU nur an https und localhost.',
  ],
  [/The graphics driver does not answer\./g, 'Der Grafiktreiber antwortet nicht.'],
  [/Its compiler does not answer\./g, 'Sein Compiler antwortet nicht.'],
  [/Its device does not answer\./g, 'Das Gerät antwortet nicht.'],
  [/There is no WebGPU here\./g, 'Hier gibt es kein WebGPU.'],
  [/WebGPU found no graphics adapter\./g, 'WebGPU findet keine Grafikeinheit.'],
  [/The graphics adapter gave no device\./g, 'Die Grafikeinheit gibt kein Gerät heraus.'],
  [
    /This device's WebGPU gives other numbers than the reference: off by (\S+) where (\S+) is allowed\./g,
    'WebGPU rechnet auf diesem Gerät anders als die Referenz: $1 daneben, erlaubt ist $2.',
  ],
  [/The graphics device was lost \((.*?)\)\./g, 'Das Grafikgerät ging verloren ($1).'],
  [
    /The graphics device was lost (\d+) times in a short while\./g,
    'Das Grafikgerät ging in kurzer Zeit $1-mal verloren.',
  ],
  [
    /The graphics device was lost and could not be started again: /g,
    'Das Grafikgerät ging verloren und ließ sich nicht wieder starten: ',
  ],
  [
    /After such losses a browser gives none for some minutes, or until it has been started again\./g,
    'Danach gibt ein Browser einige Minuten lang keines heraus, oder bis er neu gestartet wurde.',
  ],
  [/WebGPU did not start: /g, 'WebGPU ließ sich nicht starten: '],
  [/The graphics device has no memory left\./g, 'Das Grafikgerät hat keinen Speicher mehr.'],
  [/The graphics device has no (.+?) left\./g, 'Das Grafikgerät hat keine $1 mehr frei.'],
  [
    /A kernel reads and writes (\d+) buffers, and this device allows (\d+)\./g,
    'Ein Kernel liest und schreibt $1 Puffer, und dieses Gerät erlaubt $2.',
  ],
  [
    /Its largest matrix takes (.+?), and this device reads at most (.+?) at once\./g,
    'Seine größte Matrix braucht $1, und dieses Gerät liest höchstens $2 auf einmal.',
  ],
  [
    /The keys and values of one answer take (.+?) a layer, and this device reads at most (.+?) at once\./g,
    'Schlüssel und Werte einer Antwort brauchen $1 je Schicht, und dieses Gerät liest höchstens $2 auf einmal.',
  ],
  [
    /With 32-bit numbers it takes (.+?), and the CPU engine holds at most (.+?)\./g,
    'Mit 32-Bit-Zahlen braucht es $1, und auf der CPU haben höchstens $2 Platz.',
  ],
  [
    /It takes (.+?), and this machine has about (.+?) of memory\./g,
    'Es braucht $1, und dieses Gerät hat etwa $2 Speicher.',
  ],
]

/** The reason in German; what is not known stays as it came. */
export function deReason(reason: string): string {
  return SENTENCES.reduce((text, [english, german]) => text.replace(english, german), reason)
}
