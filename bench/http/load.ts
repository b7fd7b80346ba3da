// Sends requests over a number of connections at a time, each the next one when its last is answered.
import { Agent, request } from "node:http";
import { shuffledKeys } from "../data.ts";
import { type Answered, CHILDREN, type Load, PARENTS } from "./protocol.ts";

const keys = shuffledKeys(PARENTS);

function post(agent: Agent, port: number, id: number, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: "127.0.0.1", port, path: `/${id}`, method: "POST" }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (body += chunk));
      response.on("end", () => {
        if (body === JSON.stringify({ id, children: CHILDREN })) resolve();
        else reject(new Error(`The answer to ${id} is ${response.statusCode} ${body}`));
      });
    });
    sent.on("error", reject);
    sent.end(name);
  });
}

async function run({ port, clients, requests, label }: Load): Promise<Answered> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const times: number[] = [];
  const touched = new Set<number>();
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < requests) {
      const number = next++;
      const id = keys[number % PARENTS]!;
      touched.add(id);
      const start = performance.now();
      await post(agent, port, id, `${label} ${number}`);
      times.push(performance.now() - start);
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - start) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  return { perSecond: requests / seconds, p99: times[Math.floor(times.length * 0.99)]!, touched: touched.size };
}

process.on("message", (load: Load) => {
  run(load).then(
    (answered) => process.send!(answered),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on("disconnect", () => process.exit());
