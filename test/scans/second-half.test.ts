import { testScans } from './scans.js'

testScans(1)
