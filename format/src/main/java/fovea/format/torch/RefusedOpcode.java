package fovea.format.torch;

/** Instructions that PyTorch never writes, most of which load classes. */
enum RefusedOpcode implements Opcode {
  STRING('S'),
  INST('i'),
  OBJ('o'),
  EXT1(0x82),
  EXT2(0x83),
  EXT4(0x84),
  NEWOBJ_EX(0x92),
  NEXT_BUFFER(0x97),
  READONLY_BUFFER(0x98);

  private final int code;

  RefusedOpcode(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public void run(PickleMachine machine) {
    throw machine
        .source()
        .error(
            "expected only instructions that PyTorch writes, found %s".formatted(name()),
            PickleSource.SAVE_WEIGHTS);
  }
}
