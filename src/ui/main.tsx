import { createWorkerClient } from '../worker/client.ts'
import { mount } from './mount.tsx'

mount(createWorkerClient(), () => createWorkerClient())
