import type { LessonName, Panel } from '../../state/lessons/lesson-names.ts'
import type { LESSON_STEPS } from '../../state/lessons/lesson-steps.ts'
import type { Drawing } from '../../state/picture-svd-store.ts'

interface LessonWords<Step extends string> {
  readonly title: string
  readonly minutes: string
  readonly goal: string
  readonly steps: Readonly<Record<Step, string>>
  readonly question: string
  readonly answer: string
  /** Lines of the printed worksheet that leave room to write. */
  readonly sheet: readonly string[]
}

type AllWords = { readonly [L in LessonName]: LessonWords<Extract<keyof (typeof LESSON_STEPS)[L], string>> }

const lessons: AllWords = {
  svd: {
    title: 'What a singular value decomposition is',
    minutes: '8 minutes',
    goal: 'Take a picture apart into layers, the strongest first, and see that a weight matrix comes apart the same way.',
    steps: {
      one: 'The picture is a grid of 48 × 48 numbers: a matrix. Keep only its first component: bring “Components kept” down to 1.',
      tenth: 'Bring components back, one at a time, until the error is below 10 %. You may keep 16 at most.',
      noise:
        'Choose the picture “noise” and keep 16 components or fewer. Compare its error with the house’s.',
      weight:
        'A weight matrix of the model is such a grid too. In the map below choose another matrix and look at its curve of σ.',
    },
    question: 'Why do a few components draw a house, but not noise?',
    answer:
      'Rows of the house repeat one another: a wall looks the same in every row. A component is one row pattern times one column pattern, so what repeats fits into few of them, and σ falls steeply. In noise nothing repeats: every component carries about as much as the next. The weights of a trained model lie in between.',
    sheet: [
      'Components needed for the house at an error below 10 %:',
      'Error of the noise with as many components:',
      'In my own words, a singular value says:',
    ],
  },
  scales: {
    title: 'What scaling singular values does',
    minutes: '8 minutes',
    goal: 'Turn groups of singular values up and down, first in a picture and then, with an expert, in the model.',
    steps: {
      outline: 'Set the gain of “largest 2” to 0. What is left of the picture, and what is gone?',
      smooth: 'Put it back to 1, and set the gain of “all the rest” to 0. Which details are gone now?',
      louder: 'Turn one of the three gains up to 1.5 or more.',
      expert:
        'An expert does just this to the weights of the model, with one gain for each singular value. Set α math to 1 and read the adapted output.',
      base: 'Press Reset all. Base and adapted are the same again.',
    },
    question: 'The expert never adds a direction that was not there. What can it not teach, then?',
    answer:
      'It can only strengthen or weaken what the matrices already do. An ability of which nothing is in the weights cannot be had by scaling: an expert brings out, it does not bring in. That is also why so few numbers are enough.',
    sheet: [
      'Without the largest two components the picture looks:',
      'Without the rest it looks:',
      'The base answered … and with α math = 1 the answer was …:',
    ],
  },
  experts: {
    title: 'Experts',
    minutes: '10 minutes',
    goal: 'See what three trained experts do, on tasks they were trained for and on others.',
    steps: {
      math: 'A word problem stands in the box. Set α math to 1, until the adapted output is right.',
      code: 'Take an example of “code”, and press Solo of code (on a phone it is under More controls): now it is alone, at 1.',
      wrong: 'Now press Solo of an expert that was not trained for the task in the box.',
      compare:
        'Which matrices did an expert change? In the inspector choose an expert, and another to compare it with.',
    },
    question:
      'Does the wrong expert make the answer worse, better, or leave it alone? Try three prompts before you say.',
    answer:
      'It depends on what the two tasks share. An expert that learned to work a problem out in steps can help where steps help; one that learned the form of another task pulls the answer toward that form. Nothing but measuring tells: “Measured accuracy” below has every expert on every family.',
    sheet: [
      'Prompt, expert, and what changed (three lines):',
      'The matrix that the math expert changed most:',
      'Two experts are alike (cosine) by:',
    ],
  },
  mixing: {
    title: 'Mixing, and going too far',
    minutes: '8 minutes',
    goal: 'Mix experts, go beyond 1 and below 0, and see what the paper’s own formula does at zero.',
    steps: {
      two: 'Bring two experts to 0.3 or more at once. Is the answer like one of them, or new?',
      beyond: 'Set one α to 1.5 or more: further than the training went.',
      negative: 'Set one α to −0.5 or less: away from the expert.',
      paper:
        'Press Reset all, then choose the mix mode “paper” (on a phone it is under More controls). Read what is left of the model.',
      back: 'Go back to the mode “blend”, all α at 0.',
    },
    question: 'Why is 0 in “paper” not the base model?',
    answer:
      'The paper mixes z′ = Σ α z: with every α at 0, z′ is 0, and so is every singular value of every adapted matrix. Blend mixes the changes: z′ = 1 + Σ α (ẑ − 1), and with every α at 0 nothing is changed. Where the α add up to 1, all that sets them apart is that blend brings each z back to the total strength Σσ: that is ẑ.',
    sheet: [
      'My best mix for this prompt:',
      'At α = 2 the answer:',
      'z′ in “blend” with α = 0 is … and in “paper” it is …:',
    ],
  },
  'two-pass': {
    title: 'Two passes',
    minutes: '7 minutes',
    goal: 'Let the model find out by itself which expert a prompt needs, and answer with it.',
    steps: {
      run: 'Press Run two passes. What did pass 1 take the prompt for?',
      other: 'Take a prompt of another kind and run again, until pass 1 says something else.',
      prompt: 'Change the strategy to “prompt” and run again. Now the base model is asked in words.',
      sliders: 'Press Put on sliders: the mix that was chosen is now yours to change.',
    },
    question: 'What does the first pass cost, and when is it worth it?',
    answer:
      'It reads the prompt once more and writes a word or scores four answers: the bar shows its share of the time. For a short answer that may be half of the whole, for a long one nearly nothing. It is worth it when the right expert helps more than the wrong one hurts, and when pass 1 is mostly right.',
    sheet: [
      'Pass 1 said (prompt, category, probability):',
      'Share of pass 1 in the time:',
      'A prompt that it got wrong:',
    ],
  },
  dispatch: {
    title: 'Dispatch and its confusion matrix',
    minutes: '9 minutes',
    goal: 'Measure how often the first pass is right, with two strategies, and find what it mixes up.',
    steps: {
      classifier:
        'In Confusion matrix choose Live run and the strategy “classifier”, and count 20 fresh prompts or more.',
      prompt: 'Count as many with the strategy “prompt”.',
      other:
        'Write a prompt that is none of math, code and reasoning, and run two passes, until pass 1 says “other”.',
    },
    question: 'Two strategies: 17 of 20 and 19 of 20. Is the second better?',
    answer:
      'You cannot tell from 20. The 95 % interval around 17 of 20 reaches from about 64 % to 95 %, around 19 of 20 from about 76 % to 99 %: they overlap widely. With 400 prompts each and the same shares, they would not.',
    sheet: [
      'Right of 20, classifier and prompt:',
      'The two categories mixed up most often:',
      'How many prompts I would want, and why:',
    ],
  },
  'few-shot': {
    title: 'Searching a mix with a few examples',
    minutes: '10 minutes',
    goal: 'Let the cross-entropy method find α from a handful of solved examples, and check it on fresh ones.',
    steps: {
      search: 'In Two-pass, strategy “few-shot”, press Search α and watch two generations or more.',
      sliders: 'Put the mix that was found on the sliders.',
      fresh:
        'When the search has ended, or you have stopped it, try the mix on fresh items: examples that the search has not seen.',
    },
    question: 'Why measure on fresh items, when the search has a score already?',
    answer:
      'The search kept the mix that was best on a few examples. Among hundreds of tries some look good by luck: their score is too high. Fresh items were not part of the choice, so their score is honest. The gap between both is what was luck.',
    sheet: [
      'The mix that was found:',
      'Its score on the examples, and on fresh items:',
      'The gap between both comes from:',
    ],
  },
  training: {
    title: 'Reward, next token, and LoRA',
    minutes: '10 minutes',
    goal: 'Train an expert by reward alone in this tab, and compare what the paper compares.',
    steps: {
      train: 'In Train an expert choose “harder math”, 3 steps, a name, and press Train. Watch the reward.',
      made: 'Wait until the expert is on the sliders.',
      try: 'Set its α to 0.5 or more, and ask a prompt.',
      results:
        'Press Results at the top of the page and read Table 4, “What matters in training”: reward against next token, SVF against LoRA. Playground, in the same place, leads back.',
    },
    question:
      'The reward says only “right” or “wrong”. How can that teach anything about the words in between?',
    answer:
      'Many answers are sampled. Those that were right raise the probability of every token they are made of, those that were wrong lower it (REINFORCE); what right and wrong answers share cancels out. Next-token training instead copies one given answer, word by word, also its accidents. SVF makes this stable, as a few thousand scales cannot go far astray.',
    sheet: [
      'Reward at the first and at the last step:',
      'In the table: SVF with reward against LoRA:',
      'Numbers that SVF trains, and that LoRA trains:',
    ],
  },
}

const panels: Readonly<Record<Panel, string>> = {
  svd: 'A picture’s singular values',
  prompt: 'Prompt',
  experts: 'Experts (sliders)',
  outputs: 'Base and adapted output',
  'next-token': 'Next token',
  'two-pass': 'Two-pass',
  weights: 'Expert weights',
  confusion: 'Confusion matrix',
  engine: 'Engine',
  lens: 'Next-token lens',
  sweep: 'Sweep',
  inspector: 'Inspector',
  training: 'Train an expert',
  pictures: 'Ask about a picture',
  accuracy: 'Measured accuracy',
}

const drawings: Readonly<Record<Drawing, string>> = {
  house: 'house',
  checks: 'checks',
  hills: 'hills',
  noise: 'noise',
}

/** Texts of the lessons, loaded with them. */
export const enLessons = {
  lessons,
  panels,
  drawings,
  pageTitle: 'Lessons · Transformer² playground',
  heading: 'Lessons',
  intro:
    'Eight lessons of five to ten minutes. Each opens the playground with only what it needs, says what to do, and notices when you have done it.',
  start: 'Start',
  startOf: (title: string) => `Start: ${title}`,
  region: 'Lesson',
  stepsDone: (done: number, all: number) =>
    done === all ? `All ${all} steps done.` : `${done} of ${all} steps done.`,
  stepDone: 'done',
  question: 'Question',
  showAnswer: 'Show an answer',
  leave: 'Leave the lesson',
  again: 'Start again',
  all: 'All lessons',
  step: (number: number, all: number) => `Step ${number} of ${all}:`,
  next: (title: string) => `Next: ${title}`,
  print: 'Print the worksheet',
  taskHeading: 'Task',
  worksheet: {
    name: 'Name',
    date: 'Date',
    goal: 'Goal',
    steps: 'Steps',
    notes: 'What I found',
  },
  maker: {
    heading: 'Make a lesson of your own',
    intro:
      'Set up the playground as your students are to find it: prompt, sliders, strategy, seed. Then choose what they see, write what they are to do, and copy the link.',
    show: 'Parts that are shown',
    task: 'Task line',
    taskHint: (left: number) => (left === 1 ? '1 character left' : `${left} characters left`),
    placeholder: 'For example: find the smallest α math at which the answer is right.',
    copy: 'Copy the link',
    copied: 'Link copied.',
    notCopied: 'The browser did not allow copying. Select the link below and copy it by hand.',
    link: 'The link',
    look: 'See it as they will',
    nothing: 'Choose at least one part.',
    long: 'This prompt is too long for a link and was left out of it.',
    noRoom:
      'With all that it holds, the link has no room for this task line. Write a shorter one, set fewer sliders, or open a model with a shorter address.',
  },
  svd: {
    heading: 'A picture’s singular values',
    picture: 'Picture',
    keep: 'Components kept',
    keepValue: (kept: number, all: number) => `${kept} of ${all}`,
    gains: 'Gains',
    gain: ['largest 2', 'next 6', 'all the rest'],
    gainOf: (band: string) => `Gain of ${band}`,
    original: 'Original',
    shown: 'What is shown',
    reset: 'Reset the picture',
    sentence: (picture: string, kept: string, share: string) =>
      `The ${picture} with ${kept} components: ‖A − A′‖ is ${share} of ‖A‖.`,
    curve: 'Singular values, the largest first',
    curveCaption:
      'Singular values, the largest first: outlined as they are, filled as shown. Heights are square roots.',
    alt: (picture: string) => `The ${picture}, 48 × 48 grey values`,
    altShown: (picture: string, share: string) => `The ${picture} as shown, with an error of ${share}`,
    index: 'Component',
    sigma: 'σ',
    scaled: 'σ as shown',
    loading: 'Loading…',
  },
}
