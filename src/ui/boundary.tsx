import { Component, type ReactNode } from 'react'
import { en } from './messages/en.ts'

interface BoundaryProps {
  readonly onAgain?: () => void
  readonly children: ReactNode
}

/** Keeps what goes wrong in a part of the page from taking the rest along, and says so in its place. */
export class Boundary extends Component<BoundaryProps, { readonly failed: boolean }> {
  override readonly state = { failed: false }

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    const again = (): void => {
      this.props.onAgain?.()
      this.setState({ failed: false })
    }
    return (
      <div className="problem" role="alert">
        <p>{en.partFailed}</p>
        <div className="row">
          <button type="button" className="button" onClick={again}>
            {en.retry}
          </button>
          <button type="button" className="button" onClick={() => location.reload()}>
            {en.reloadPage}
          </button>
        </div>
      </div>
    )
  }
}
