/** The button of the footer that shows what is kept: it is always there to take the focus back. */
export const KEPT_BUTTON = 'cached-data'
