import type { enDevice } from '../en-device.ts'
import type { Translation } from '../translation.ts'

/** Texts about the graphics device in German. */
export const deDevice = {
  heading: 'Grafikgerät',
  status: {
    idle: 'nicht angefordert',
    requesting: 'wird angefordert',
    ready: 'in Betrieb',
    lost: 'verloren, wird neu gestartet',
    blocked: 'nicht in Betrieb',
  },
  losses: (count) => (count === 1 ? 'bisher einmal verloren' : `bisher ${count}-mal verloren`),
  memory: 'Grafikspeicher',
  memoryValue: (size, buffers) => `${size} in ${buffers} Puffern`,
  again:
    'Das Grafikgerät ging verloren und wird neu gestartet. Es geht nichts verloren: Was lief, läuft weiter.',
  onCpu: 'Jetzt rechnet die CPU. Es ging nichts verloren: Was lief, läuft weiter, nur langsamer.',
  tryAgain: 'GPU noch einmal versuchen',
  trying: 'Ein Grafikgerät wird angefordert…',
  silence: {
    deaf: 'Der Teil der Seite, in dem das Modell rechnet, antwortet seit Minuten nicht. Er hängt oder hat sehr viel zu rechnen.',
    still:
      'Seit Minuten kommt nichts von dem, was das Modell gefragt wurde. Es hat sehr viel zu rechnen, oder sein Gerät hängt.',
  },
  restartKeeps:
    'Ein Neustart öffnet dasselbe Modell noch einmal. Was du getippt hast, Regler und eigene Experten bleiben, und was gefragt war, wird noch einmal gefragt.',
  restart: 'Neu starten',
  keepWaiting: 'Weiter warten',
} satisfies Translation<typeof enDevice>
