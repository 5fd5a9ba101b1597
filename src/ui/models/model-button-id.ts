/** The button in the header that leads to the dialog, and takes the focus back from it. */
export const MODEL_BUTTON = 'model-button'
