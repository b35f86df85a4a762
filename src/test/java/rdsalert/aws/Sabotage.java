package rdsalert.aws;

/** A promise of the store that a simulation breaks, to prove that it would notice. */
enum Sabotage {
  NONE,
  /** Claims succeed even where another run has the alert. */
  CLAIM,
  /** Places are given without end. */
  ADMIT,
  /** Turns are given without end. */
  PACE,
  /** Confirmations are forgotten. */
  CONFIRM
}
