// Whose a parcel of the outbox is: of the tab that holds a lock on its id. So two tabs do not send
// it both, and once one is gone, the next that looks into the outbox takes over.

/** What ends the locks that this page holds, by ids. */
export const ends = {};

/** Runs something if the parcel is this tab's, else something else. */
export const claim = (id, run, not) => {
  const hold = (lock) => {
    if (!lock) return not();
    run();
    return new Promise((end) => (ends[id] = end));
  };
  // Without locks, receivers go by the id.
  ends[id] ? run() : navigator.locks?.request(id, { ifAvailable: true }, hold).catch(run) ?? run();
};
