package fovea.format.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An instruction of the pickle machine, protocols 0 to 5; a family of them is an enum. */
sealed interface Opcode
    permits LiteralOpcode, ContainerOpcode, MemoOpcode, ObjectOpcode, StackOpcode, RefusedOpcode {

  /** The byte that stands for it. */
  int code();

  /** Does it. */
  void run(PickleMachine machine);

  /** The instruction of that byte, if there is one. */
  static Optional<Opcode> of(int code) {
    return Table.BY_CODE.get(code);
  }

  /** All instructions by their byte. */
  final class Table {

    private static final List<Optional<Opcode>> BY_CODE = byCode();

    private Table() {}

    private static List<Optional<Opcode>> byCode() {
      var all = new ArrayList<Opcode>();
      all.addAll(List.of(LiteralOpcode.values()));
      all.addAll(List.of(ContainerOpcode.values()));
      all.addAll(List.of(MemoOpcode.values()));
      all.addAll(List.of(ObjectOpcode.values()));
      all.addAll(List.of(StackOpcode.values()));
      all.addAll(List.of(RefusedOpcode.values()));
      var table = new ArrayList<Optional<Opcode>>();
      for (int code = 0; code < 256; code++) {
        int wanted = code;
        table.add(all.stream().filter(opcode -> opcode.code() == wanted).findFirst());
      }
      return List.copyOf(table);
    }
  }
}
