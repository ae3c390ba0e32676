package fovea.train.schedule;

import fovea.format.Codec;
import fovea.format.Codecs;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** The schedules that files and the command line name. */
final class ScheduleCodecs {
  private static final String EPOCHS = "epochs";
  private static final String GAMMA = "gamma";
  private static final String START = "start";
  private static final String RISE = "rise";
  private static final String END = "end";
  private static final String THEN = "then";

  static final Codecs<Schedule> ALL =
      new Codecs<>(
          "schedule",
          List.of(
              Codec.of("constant", ConstantSchedule.class, ConstantSchedule::new),
              new Codec<>(
                      "step",
                      StepSchedule.class,
                      it -> JsonObject.empty().with(EPOCHS, it.epochs()).with(GAMMA, it.gamma()),
                      json ->
                          new StepSchedule(Math.toIntExact(json.integer(EPOCHS)), json.real(GAMMA)))
                  .usual(Schedule.step(30)),
              new Codec<>(
                      "multi_step",
                      MultiStepSchedule.class,
                      ScheduleCodecs::write,
                      ScheduleCodecs::multiStep)
                  .usual(Schedule.multiStep(30, 60)),
              new Codec<>(
                      "exponential",
                      ExponentialSchedule.class,
                      it -> JsonObject.empty().with(GAMMA, it.gamma()),
                      json -> new ExponentialSchedule(json.real(GAMMA)))
                  .usual(Schedule.exponential(0.95)),
              new Codec<>(
                      "cosine", CosineSchedule.class, ScheduleCodecs::write, ScheduleCodecs::cosine)
                  .usual(Schedule.cosine()),
              new Codec<>(
                      "linear",
                      LinearSchedule.class,
                      it -> JsonObject.empty().with(START, it.start()).with(END, it.end()),
                      json -> new LinearSchedule(json.real(START), json.real(END)))
                  .usual(new LinearSchedule(1, 0)),
              new Codec<>(
                      "triangular",
                      TriangularSchedule.class,
                      ScheduleCodecs::write,
                      ScheduleCodecs::triangular)
                  .usual(Schedule.triangular()),
              new Codec<>(
                      "polynomial",
                      PolynomialSchedule.class,
                      it -> JsonObject.empty().with("power", it.power()).with(END, it.end()),
                      json -> new PolynomialSchedule(json.real("power"), json.real(END)))
                  .usual(new PolynomialSchedule(1, 0)),
              new Codec<>(
                      "one_cycle",
                      OneCycleSchedule.class,
                      ScheduleCodecs::write,
                      ScheduleCodecs::oneCycle)
                  .usual(Schedule.oneCycle()),
              new Codec<>(
                      "warmup", WarmupSchedule.class, ScheduleCodecs::write, ScheduleCodecs::warmup)
                  .usual(Schedule.constant().warmup(5)),
              new Codec<>(
                      "sequential",
                      SequentialSchedule.class,
                      ScheduleCodecs::write,
                      ScheduleCodecs::sequential)
                  .usual(
                      new SequentialSchedule(
                          List.of(Schedule.constant(), Schedule.cosine()), List.of(5.0)))));

  private ScheduleCodecs() {}

  private static JsonObject write(MultiStepSchedule schedule) {
    long[] epochs = schedule.epochs().stream().mapToLong(Integer::longValue).toArray();
    return JsonObject.empty().with(EPOCHS, JsonArray.of(epochs)).with(GAMMA, schedule.gamma());
  }

  private static MultiStepSchedule multiStep(JsonObject json) {
    List<Integer> epochs =
        LongStream.of(json.array(EPOCHS).longs()).mapToInt(Math::toIntExact).boxed().toList();
    return new MultiStepSchedule(epochs, json.real(GAMMA));
  }

  private static JsonObject write(CosineSchedule schedule) {
    return JsonObject.empty()
        .with(END, schedule.end())
        .with("restarts", schedule.restarts())
        .with("factor", schedule.factor());
  }

  private static CosineSchedule cosine(JsonObject json) {
    int restarts = Math.toIntExact(json.integer("restarts"));
    return new CosineSchedule(json.real(END), restarts, json.real("factor"));
  }

  private static JsonObject write(TriangularSchedule schedule) {
    return JsonObject.empty()
        .with(START, schedule.start())
        .with(RISE, schedule.rise())
        .with(END, schedule.end());
  }

  private static TriangularSchedule triangular(JsonObject json) {
    return new TriangularSchedule(json.real(START), json.real(RISE), json.real(END));
  }

  private static JsonObject write(OneCycleSchedule schedule) {
    return JsonObject.empty()
        .with(RISE, schedule.rise())
        .with("divisor", schedule.divisor())
        .with("end_divisor", schedule.endDivisor())
        .with("cycles_momentum", schedule.cyclesMomentum());
  }

  private static OneCycleSchedule oneCycle(JsonObject json) {
    return new OneCycleSchedule(
        json.real(RISE),
        json.real("divisor"),
        json.real("end_divisor"),
        json.flag("cycles_momentum"));
  }

  private static JsonObject write(WarmupSchedule schedule) {
    return JsonObject.empty()
        .with(EPOCHS, schedule.epochs())
        .with(THEN, Schedule.codecs().write(schedule.then()));
  }

  private static WarmupSchedule warmup(JsonObject json) {
    return new WarmupSchedule(json.real(EPOCHS), Schedule.codecs().read(json.member(THEN)));
  }

  private static JsonObject write(SequentialSchedule schedule) {
    double[] milestones = schedule.milestones().stream().mapToDouble(Double::doubleValue).toArray();
    return JsonObject.empty()
        .with("schedules", Schedule.codecs().writeAll(schedule.schedules()))
        .with("milestones", JsonArray.of(milestones));
  }

  private static SequentialSchedule sequential(JsonObject json) {
    return new SequentialSchedule(
        Schedule.codecs().readAll(json.array("schedules")),
        DoubleStream.of(json.array("milestones").doubles()).boxed().toList());
  }
}
