// SPDX-License-Identifier: EUPL-1.2
// What has been done and not yet been received, in the order in which it was done. Kept by the browser:
// a closed window loses nothing. Read afresh each time, so that two windows share it.

export class Queue {
  constructor(name) {
    this.name = name;
  }

  get jobs() {
    try {
      return JSON.parse(localStorage.getItem(this.name) ?? "[]");
    } catch {
      return [];
    }
  }

  /** Keep a job; false where the browser has no room for it. */
  add(job) {
    return this.#keep([...this.jobs, job]);
  }

  remove(id) {
    this.#keep(this.jobs.filter((job) => job.id !== id));
  }

  change(id, what) {
    this.#keep(this.jobs.map((job) => (job.id === id ? { ...job, ...what } : job)));
  }

  #keep(jobs) {
    try {
      if (jobs.length > 0) localStorage.setItem(this.name, JSON.stringify(jobs));
      else localStorage.removeItem(this.name);
      return true;
    } catch {
      return false;
    }
  }
}
