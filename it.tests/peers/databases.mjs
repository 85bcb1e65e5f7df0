// PostgreSQL and Redis on loopback, with their data in a folder that goes with them: what the AppView of Bluesky wants.
// Debian: apt-get install postgresql redis-server
import { execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'

const VERSIONS = '/usr/lib/postgresql'

/** What is missing on this machine, for people; empty where nothing is. */
export function missing() {
  const postgres = fs.existsSync(VERSIONS) && fs.readdirSync(VERSIONS).length > 0
  const redis = ['/usr/bin/redis-server', '/usr/local/bin/redis-server'].some((file) => fs.existsSync(file))
  return [!postgres && 'postgresql', !redis && 'redis-server'].filter(Boolean).join(' ')
}

/** Starts both; gives where they are, and what ends them. */
export async function databases(folder) {
  const home = path.join(folder, 'databases')
  const db = path.join(home, 'postgres')
  fs.mkdirSync(home)
  const bin = path.join(VERSIONS, fs.readdirSync(VERSIONS).sort((one, other) => Number(one) - Number(other)).pop(), 'bin')
  // PostgreSQL refuses to run as root.
  const root = process.getuid() === 0
  if (root) {
    fs.chmodSync(folder, 0o711)
    execFileSync('chown', ['postgres', home])
  }
  const postgres = (program, ...args) => {
    const command = [...(root ? ['runuser', '-u', 'postgres', '--'] : []), path.join(bin, program), ...args]
    execFileSync(command[0], command.slice(1), { stdio: ['ignore', 'ignore', 'inherit'], cwd: home })
  }
  const [port, redisPort] = [await free(), await free()]
  postgres('initdb', '-D', db, '-A', 'trust', '-U', 'smo')
  postgres('pg_ctl', '-D', db, '-o', `-F -h 127.0.0.1 -p ${port} -k ${home}`, '-l', path.join(home, 'log'), '-w', 'start')
  const redis = spawn('redis-server', ['--bind', '127.0.0.1', '--port', String(redisPort), '--save', '', '--appendonly', 'no'], { stdio: 'ignore', cwd: home })
  return {
    postgres: `postgresql://smo@127.0.0.1:${port}/postgres`,
    redis: `127.0.0.1:${redisPort}`,
    end() {
      redis.kill()
      postgres('pg_ctl', '-D', db, '-m', 'immediate', '-w', 'stop')
    },
  }
}

function free() {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.on('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
