package fovea.format.torch;

/** Instructions that move what lies on the stack, and those that frame a pickle. */
enum StackOpcode implements Opcode {
  PROTO(0x80),
  FRAME(0x95),
  STOP('.'),
  MARK('('),
  POP('0'),
  POP_MARK('1'),
  DUP('2');

  private static final int NEWEST_PROTOCOL = 5;

  private final int code;

  StackOpcode(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public void run(PickleMachine machine) {
    PickleStack stack = machine.stack();
    switch (this) {
      case PROTO -> requireKnown(machine.source());
      // Frames only tell a reader how much to fetch at once.
      case FRAME -> machine.source().i64();
      case STOP -> machine.stop();
      case MARK -> stack.mark();
      case POP -> pop(stack);
      case POP_MARK -> stack.popToMark();
      case DUP -> stack.push(stack.top());
    }
  }

  private static void pop(PickleStack stack) {
    if (stack.isMarkOnTop()) {
      stack.popToMark();
    } else {
      stack.pop();
    }
  }

  private static void requireKnown(PickleSource source) {
    int protocol = source.u8();
    if (protocol > NEWEST_PROTOCOL) {
      throw source.error(
          "expected a pickle of protocol 0 to %d, found %d".formatted(NEWEST_PROTOCOL, protocol),
          "Save the file again with pickle_protocol=2");
    }
  }
}
