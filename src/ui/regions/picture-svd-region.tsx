import { Suspense } from 'react'
import { lazyPart } from '../lazy-part.tsx'

const PictureSvd = lazyPart(() => import('../lessons/picture-svd.tsx'))

/** A picture taken apart by its SVD. Part of lessons, and of links that ask for it. */
export function PictureSvdRegion() {
  return (
    <Suspense fallback={<div className="lesson-waiting" />}>
      <PictureSvd />
    </Suspense>
  )
}
