import type { Prng } from '../../core/prng.ts'
import { between, drawDistinct } from '../draw.ts'
import type { Slots } from '../schema.ts'
import { GOODS, NAMES } from './words.ts'

const words = (text: string): readonly string[] => text.split(', ')

/** What `{slot}` may stand for; `{slot2}` is another entry of the same list. */
const FILLERS: Readonly<Record<string, readonly string[]>> = {
  name: NAMES,
  goods: GOODS,
  action: words(
    'reverses a string, counts the vowels in a text, sorts a list of numbers, removes duplicates from a list, checks whether a number is even, downloads a web page, merges two dictionaries, prints the first ten primes, finds the longest word, converts Celsius to Fahrenheit, writes a log file, parses a date, sums the digits of a number',
  ),
  verb: words('sort, reverse, filter, copy, flatten, search, update, clear, group, iterate over'),
  language: words('Python, JavaScript, Java, C++, Rust, Go, Ruby, TypeScript, Kotlin, Swift, PHP'),
  error: words(
    'a syntax error, a null pointer exception, an index error, a type error, a segmentation fault, a stack overflow, a key error, an import error',
  ),
  feature: words(
    'a tuple, a generator, an interface, async, a pointer, a closure, static, an iterator, a set, const',
  ),
  class: words('Stack, Account, Matrix, Timer, Queue, Player, Invoice, Shape'),
  algorithm: words(
    'binary search, quicksort, a linked list, a hash table, breadth-first search, a priority queue, merge sort, an LRU cache, a binary tree',
  ),
  file: words('CSV, JSON, text, XML, YAML, image, log'),
  pattern: words('an email address, a phone number, a date, an IP address, a postcode, a hexadecimal colour'),
  tool: words('pip, npm, cargo, conda, brew, apt'),
  property: words(
    'is a palindrome, contains only digits, is empty, starts with a capital letter, is an anagram of another',
  ),
  beings: words('teachers, poets, robots, pilots, farmers, wizards, singers, doctors, dragons, sailors'),
  quality: words('kind, brave, tired, honest, patient, quiet, curious, strong, clever, careful'),
  place: words('street, garden, kitchen, attic, roof, cellar, yard, hallway, office'),
  thing: words('key, hammer, spoon, lamp, stone, basket, brick, pillow, candle, bottle, feather, coin'),
  animal: words('dog, cat, horse, fox, rabbit, owl, bear, penguin, whale, tiger, frog, parrot, turtle'),
  substance: words('metal, water, ice, wax, air, chocolate, glass, butter'),
  change: words('expand, melt, rise, change its shape, become softer, boil'),
  stuff: words('wood, rubber, plastic, glass, paper, cotton'),
  source: words('the soil, sunlight, the air, water'),
  habitat: words('desert, ocean, forest, Arctic, jungle, savanna'),
  prey: words('insects, small fish, mice, grasses, worms'),
  season: words('spring, summer, autumn, winter'),
  phenomenon: words(
    'tides, the phases of the Moon, day and night, rainbows, an eclipse, the seasons, thunder',
  ),
  day: words('Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday'),
  topic: words(
    'the sea, autumn, friendship, coffee, rainy days, old trains, football, the weather, modern art, cats, social media, winter nights, gardens, money, sports, space travel, numbers, computers, school',
  ),
  food: words(
    'rice, tomatoes, cheese, chicken, potatoes, spinach, mushrooms, pasta, beans, eggs, carrots, chocolate',
  ),
  dish: words('pancakes, lasagne, vegetable soup, apple pie, fried rice, tacos, curry, banana bread, pizza'),
  city: words('Paris, Rome, Tokyo, Lisbon, Vienna, New York, Cairo, Prague, Sydney, Istanbul, Dublin'),
  phrase: words(
    'good evening, where is the station?, I love you, see you tomorrow, the soup is cold, please wait here, happy birthday, you are late again, I do not agree, we need to talk',
  ),
  tongue: words('French, Spanish, German, Italian, Japanese, Portuguese, Polish, Turkish'),
  person: words(
    'boss, sister, neighbour, teacher, best friend, grandmother, brother, landlord, colleague, wife',
  ),
  book: words('Hamlet, Don Quixote, Moby Dick, The Hobbit, Frankenstein, Emma, The Odyssey, Dracula'),
  feeling: words('sad, nervous, bored, lonely, tired, angry, happy, stressed, homesick'),
  hobby: words(
    'running, painting, gardening, learning the guitar, yoga, photography, chess, baking, hiking, knitting',
  ),
  country: words('Brazil, Japan, Kenya, Norway, Italy, Canada, Egypt, Peru, India, Poland'),
  job: words('pirate, chef, detective, nurse, astronaut, librarian, painter, king, waiter, gardener'),
}

const SLOT = /\{(\w+?)(\d?)\}/g

/** Values for every slot of a wording; numbers for `a` `b` (two digits) and `d` `e` (one). */
export function fillersFor(wording: string, prng: Prng): Slots {
  const slots: Record<string, string> = {
    a: String(between(prng, 12, 96)),
    b: String(between(prng, 10, 75)),
    d: String(between(prng, 2, 9)),
    e: String(between(prng, 2, 9)),
  }
  const lists = new Set([...wording.matchAll(SLOT)].map(([, list = '']) => list))
  for (const list of lists) {
    const entries = FILLERS[list]
    if (!entries) continue
    drawDistinct(prng, entries, 3).forEach((entry, index) => {
      slots[index === 0 ? list : `${list}${index + 1}`] = entry
    })
  }
  return slots
}
