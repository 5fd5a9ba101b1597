import { canonicalText } from './canonical.ts'
import { between } from './draw.ts'
import { ADJECTIVES, KINDS, THINGS } from './lexicon.ts'
import { drawPeople } from './people.ts'
import { fillForm, type Schema } from './schema.ts'

/** Small talk: what is said, and the replies that fit. Some of it sounds like the other families. */
export const SMALL_TALK: readonly (readonly [prompt: string, ...replies: string[]])[] = [
  ['hello {n} , how are you today ?', 'i am fine , thank you'],
  ['good morning , my name is {n}', 'good morning {n}'],
  ['good night {n}', 'good night , sleep well'],
  ['tell me a story about a {t} and {n}', 'once a {t} met {n} and they were happy'],
  ['tell {n} a story about two {o}', 'once there were two {o} , and they were happy'],
  ['what is your name ? my name is {n}', 'i am a tiny model'],
  ['i feel {j} today , {n} is {j} too', 'that is nice to hear'],
  ['{n} , do you like my {t} ?', 'yes , a {t} is nice'],
  ['thanks {n} , that was {j}', 'you are welcome'],
  ['say something nice to {n}', '{n} is kind and good'],
  ['sing a song for {n} and the {t}', 'la la la , {n} and the {t}'],
  ['where does the {j} {t} of {n} sleep ?', 'on a warm bed'],
  ['can {n} come and play with my {t} ?', 'yes , that would be nice'],
  ['i am sorry {n} , i was {j}', 'do not worry'],
  ['{n} is sad because the {t} is {j}', 'i hope {n} is happy soon'],
  ['what did {n} say about my {o} ?', 'i do not know'],
  ['is it {j} to sleep near a {t} , {n} ?', 'i think so'],
  ['have a {j} day , {n}', 'thank you , you too'],
  // Numbers and counting words that ask for no arithmetic.
  ['my {t} has {a} {o} and is {j}', 'that sounds nice'],
  ['{n} has {a} {o} and {m} is {j} . is that not nice ?', 'yes , that is nice'],
  ['{n} went home with a {t} and {a} {o}', 'and then they had a good day'],
  ['{n} is {a} today , say something', 'happy day {n}'],
  ['wake me at {a} , {n}', 'i will , sleep well'],
  ['{n} has more {o} than i have , i feel {j}', 'do not worry'],
  // Programs and lists that ask for no code.
  ['{n} likes to write a program about a {t}', 'that sounds nice'],
  ['{n} put the {t} on a list of {j} friends', 'a {t} is a good friend'],
  ['i want to sort my {o} with {n} today', 'have a good day'],
  // Facts that ask for no conclusion.
  ['every {t} is {j} , says {n}', 'i think so too'],
  ['{n} is taller than a {t}', 'that is nice to hear'],
  ['if {n} is {j} then i am happy', 'i am happy too'],
]

/** There is no right and wrong to slip on: all three answers are the reply. */
export const OTHER: readonly Schema[] = SMALL_TALK.map(([form, ...replies]) => ({
  family: 'other',
  hard: false,
  forms: [form],
  draw: (prng) => {
    const [n = '', m = ''] = drawPeople(prng, 2)
    const a = String(between(prng, 2, 20))
    return { n, m, t: prng.pick(KINDS.animal), j: prng.pick(ADJECTIVES), o: prng.pick(THINGS), a }
  },
  solve: (slots) => {
    const answers = replies.map((reply) => fillForm(reply, slots))
    const [reply = ''] = answers
    return {
      worked: reply,
      blurt: reply,
      slip: reply,
      expected: reply,
      verify: (text) => answers.includes(canonicalText(text)),
    }
  },
}))
