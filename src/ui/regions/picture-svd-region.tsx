import { lazy, Suspense } from 'react'

const PictureSvd = lazy(() => import('../lessons/picture-svd.tsx'))

/** A picture taken apart by its SVD. Part of lessons, and of links that ask for it. */
export function PictureSvdRegion() {
  return (
    <Suspense fallback={<div className="lesson-waiting" />}>
      <PictureSvd />
    </Suspense>
  )
}
