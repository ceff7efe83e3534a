// Sends letters to a relay one after the other over one connection: URL, certificate, how many, the address to send
// from, the name to send under. Prints the hashes that the relay gave back, in the order of sending.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";

const [url, certificate, count, localAddress, name] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: 1, ca: readFileSync(certificate), localAddress });
const hashes = [];
for (let sent = 0; sent < Number(count); sent++) {
  const letter = Buffer.concat([Buffer.from("age-encryption.org/v1\n"), randomBytes(65_536 - 22)]);
  hashes.push(await new Promise((resolve, reject) => {
    const sending = request(`${url}/v1/submissions`, {
      agent,
      method: "POST",
      headers: { "Content-Type": "application/octet-stream", "Content-Length": letter.length, "User-Agent": name },
    }, (answer) => {
      let text = "";
      answer.on("data", (piece) => (text += piece));
      answer.on("end", () => (answer.statusCode === 201 ? resolve(JSON.parse(text).sha256) : reject(new Error(text))));
    });
    sending.on("error", reject);
    sending.end(letter);
  }));
}
agent.destroy();
console.log(JSON.stringify(hashes));
