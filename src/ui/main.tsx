import { createWorkerClient } from '../worker/client.ts'
import { mount } from './mount.tsx'
import { allowOwnScripts } from './own-scripts.ts'

allowOwnScripts()
mount(createWorkerClient(), () => createWorkerClient())
