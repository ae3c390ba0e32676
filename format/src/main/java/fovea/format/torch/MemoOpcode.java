package fovea.format.torch;

import fovea.format.FormatException;

/** Instructions that remember the value on top of the stack, and push it again. */
enum MemoOpcode implements Opcode {
  PUT('p'),
  BINPUT('q'),
  LONG_BINPUT('r'),
  MEMOIZE(0x94),
  GET('g'),
  BINGET('h'),
  LONG_BINGET('j');

  private final int code;

  MemoOpcode(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public void run(PickleMachine machine) {
    PickleSource source = machine.source();
    switch (this) {
      case PUT -> machine.remember(number(source));
      case BINPUT -> machine.remember(source.u8());
      case LONG_BINPUT -> machine.remember(source.u32());
      case MEMOIZE -> machine.remember(machine.remembered());
      case GET -> machine.recall(number(source));
      case BINGET -> machine.recall(source.u8());
      case LONG_BINGET -> machine.recall(source.u32());
    }
  }

  private static long number(PickleSource source) {
    String line = source.line();
    try {
      return Long.parseLong(line);
    } catch (NumberFormatException e) {
      throw source.error(
          "expected a number, found " + FormatException.excerpt(line), PickleSource.AGAIN);
    }
  }
}
