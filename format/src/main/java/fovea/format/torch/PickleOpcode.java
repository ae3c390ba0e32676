package fovea.format.torch;

import fovea.format.torch.container.PickleSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The instructions of the pickle machine, protocols 0 to 5. */
enum PickleOpcode {
  // Those that frame a pickle, and those that move what lies on the stack.
  PROTO(0x80, machine -> requireKnown(machine.source())),
  // Frames only tell a reader how much to fetch at once.
  FRAME(0x95, machine -> machine.source().i64()),
  STOP('.', PickleMachine::stop),
  MARK('(', machine -> machine.stack().mark()),
  POP('0', machine -> machine.stack().drop()),
  POP_MARK('1', machine -> machine.stack().popToMark()),
  DUP('2', machine -> machine.stack().push(machine.stack().top())),

  // Those that remember the value on top of the stack, and push it again.
  PUT('p', machine -> machine.remember(Literals.place(machine.source()))),
  BINPUT('q', machine -> machine.remember(machine.source().u8())),
  LONG_BINPUT('r', machine -> machine.remember(machine.source().u32())),
  MEMOIZE(0x94, machine -> machine.remember(machine.remembered())),
  GET('g', machine -> machine.recall(Literals.place(machine.source()))),
  BINGET('h', machine -> machine.recall(machine.source().u8())),
  LONG_BINGET('j', machine -> machine.recall(machine.source().u32())),

  // Those that push a constant.
  NONE('N', push(_ -> new Item.Constant(new TorchValue.None()))),
  NEWTRUE(0x88, push(_ -> Literals.truth(true))),
  NEWFALSE(0x89, push(_ -> Literals.truth(false))),
  INT('I', push(Literals::wholeOrTruth)),
  BININT('J', push(source -> Literals.whole(source.i32()))),
  BININT1('K', push(source -> Literals.whole(source.u8()))),
  BININT2('M', push(source -> Literals.whole(source.u16()))),
  LONG('L', push(Literals::whole)),
  LONG1(0x8A, push(source -> Literals.littleEndian(source.u8(), source))),
  LONG4(0x8B, push(source -> Literals.littleEndian(source.i32(), source))),
  FLOAT('F', push(Literals::real)),
  BINFLOAT('G', push(source -> Literals.real(source.bigEndianDouble()))),
  BINSTRING('T', push(source -> Literals.string(source.bytes(source.i32())))),
  SHORT_BINSTRING('U', push(source -> Literals.string(source.bytes(source.u8())))),
  UNICODE('V', push(source -> Literals.rawUnicodeEscape(source.line(), source))),
  BINUNICODE('X', push(source -> Literals.text(source.utf8(source.u32())))),
  SHORT_BINUNICODE(0x8C, push(source -> Literals.text(source.utf8(source.u8())))),
  BINUNICODE8(0x8D, push(source -> Literals.text(source.utf8(source.i64())))),
  BINBYTES('B', push(source -> new Item.Binary(source.bytes(source.u32())))),
  SHORT_BINBYTES('C', push(source -> new Item.Binary(source.bytes(source.u8())))),
  BINBYTES8(0x8E, push(source -> new Item.Binary(source.bytes(source.i64())))),
  BYTEARRAY8(0x96, push(source -> new Item.Binary(source.bytes(source.i64())))),

  // Those that make and fill tuples, lists, sets and dictionaries.
  EMPTY_TUPLE(')', make(_ -> Item.Sequence.tuple(List.of()))),
  TUPLE('t', make(stack -> Item.Sequence.tuple(stack.popToMark()))),
  TUPLE1(0x85, make(stack -> Item.Sequence.tuple(stack.pop(1)))),
  TUPLE2(0x86, make(stack -> Item.Sequence.tuple(stack.pop(2)))),
  TUPLE3(0x87, make(stack -> Item.Sequence.tuple(stack.pop(3)))),
  EMPTY_LIST(']', make(_ -> Item.Sequence.list(new ArrayList<>()))),
  LIST('l', make(stack -> Item.Sequence.list(stack.popToMark()))),
  APPEND('a', machine -> Containers.fill(Item.Kind.LIST, machine.stack().pop(1), machine)),
  APPENDS('e', machine -> Containers.fill(Item.Kind.LIST, machine.stack().popToMark(), machine)),
  EMPTY_SET(0x8F, make(_ -> Item.Sequence.set(new ArrayList<>()))),
  ADDITEMS(0x90, machine -> Containers.fill(Item.Kind.SET, machine.stack().popToMark(), machine)),
  FROZENSET(0x91, make(stack -> Item.Sequence.set(stack.popToMark()))),
  EMPTY_DICT('}', make(_ -> new Item.Mapping())),
  DICT('d', Containers::dictionary),
  SETITEM('s', machine -> Containers.put(machine.stack().pop(2), machine)),
  SETITEMS('u', machine -> Containers.put(machine.stack().popToMark(), machine)),

  // Those that name functions and call them: the only ones where a pickle could do harm.
  GLOBAL('c', push(PickleCalls::named)),
  STACK_GLOBAL(0x93, PickleCalls::namedOnStack),
  REDUCE('R', PickleCalls::call),
  NEWOBJ(0x81, PickleCalls::call),
  BUILD('b', PickleCalls::build),
  PERSID(
      'P',
      machine -> machine.stack().push(machine.external(Literals.text(machine.source().line())))),
  BINPERSID('Q', machine -> machine.stack().push(machine.external(machine.stack().pop()))),

  // Those that PyTorch never writes, most of which load classes.
  STRING('S'),
  INST('i'),
  OBJ('o'),
  EXT1(0x82),
  EXT2(0x83),
  EXT4(0x84),
  NEWOBJ_EX(0x92),
  NEXT_BUFFER(0x97),
  READONLY_BUFFER(0x98);

  private static final int NEWEST_PROTOCOL = 5;
  private static final List<Optional<PickleOpcode>> BY_CODE = byCode();

  private final int code;

  @SuppressWarnings("ImmutableEnumChecker") // a lambda that captures nothing that changes
  private final Action action;

  /** What an instruction does. */
  private interface Action {
    void run(PickleMachine machine);
  }

  PickleOpcode(int code, Action action) {
    this.code = code;
    this.action = action;
  }

  /** One that is refused. */
  PickleOpcode(int code) {
    this.code = code;
    this.action =
        machine -> {
          throw machine
              .source()
              .error(
                  "expected only instructions that PyTorch writes, found %s".formatted(name()),
                  PickleSource.SAVE_WEIGHTS);
        };
  }

  /** The instruction of that byte, if there is one. */
  static Optional<PickleOpcode> of(int code) {
    return BY_CODE.get(code);
  }

  /** Does it. */
  void run(PickleMachine machine) {
    action.run(machine);
  }

  private static Action push(Function<PickleSource, Item> value) {
    return machine -> machine.stack().push(value.apply(machine.source()));
  }

  private static Action make(Function<PickleStack, Item> value) {
    return machine -> machine.stack().push(value.apply(machine.stack()));
  }

  private static List<Optional<PickleOpcode>> byCode() {
    var table = new ArrayList<Optional<PickleOpcode>>();
    for (int code = 0; code < 256; code++) {
      int wanted = code;
      table.add(Arrays.stream(values()).filter(opcode -> opcode.code == wanted).findFirst());
    }
    return List.copyOf(table);
  }

  private static void requireKnown(PickleSource source) {
    int protocol = source.u8();
    if (protocol > NEWEST_PROTOCOL) {
      throw source.error(
          String.format(
              Locale.ROOT,
              "expected a pickle of protocol 0 to %d, found %d",
              NEWEST_PROTOCOL,
              protocol),
          "Save the file again with pickle_protocol=2");
    }
  }
}
