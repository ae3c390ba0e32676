package fovea.train.schedule;

import fovea.format.Codec;
import fovea.format.Codecs;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import java.util.List;
import java.util.stream.LongStream;

/** The schedules that files name. */
final class ScheduleCodecs {
  static final Codecs<Schedule> ALL =
      new Codecs<>(
          "schedule",
          List.of(
              Codec.of("constant", ConstantSchedule.class, ConstantSchedule::new),
              new Codec<>("step", StepSchedule.class, ScheduleCodecs::write, ScheduleCodecs::step)
                  .usual(new StepSchedule(30, 0.1)),
              new Codec<>(
                      "multi_step",
                      MultiStepSchedule.class,
                      ScheduleCodecs::write,
                      ScheduleCodecs::multiStep)
                  .usual(new MultiStepSchedule(List.of(30, 60), 0.1)),
              new Codec<>(
                      "exponential",
                      ExponentialSchedule.class,
                      schedule -> JsonObject.empty().with("gamma", schedule.gamma()),
                      json -> new ExponentialSchedule(json.real("gamma")))
                  .usual(new ExponentialSchedule(0.95)),
              new Codec<>(
                      "cosine",
                      CosineSchedule.class,
                      schedule -> JsonObject.empty().with("end", schedule.end()),
                      json -> new CosineSchedule(json.real("end")))
                  .usual(new CosineSchedule(0)),
              new Codec<>(
                      "one_cycle",
                      OneCycleSchedule.class,
                      ScheduleCodecs::write,
                      ScheduleCodecs::oneCycle)
                  .usual(new OneCycleSchedule(0.3, 25, 1e4, true)),
              new Codec<>(
                      "warmup", WarmupSchedule.class, ScheduleCodecs::write, ScheduleCodecs::warmup)
                  .usual(new WarmupSchedule(5, new ConstantSchedule()))));

  private ScheduleCodecs() {}

  private static JsonObject write(StepSchedule schedule) {
    return JsonObject.empty().with("epochs", schedule.epochs()).with("gamma", schedule.gamma());
  }

  private static StepSchedule step(JsonObject json) {
    return new StepSchedule(Math.toIntExact(json.integer("epochs")), json.real("gamma"));
  }

  private static JsonObject write(MultiStepSchedule schedule) {
    long[] epochs = schedule.epochs().stream().mapToLong(Integer::longValue).toArray();
    return JsonObject.empty().with("epochs", JsonArray.of(epochs)).with("gamma", schedule.gamma());
  }

  private static MultiStepSchedule multiStep(JsonObject json) {
    List<Integer> epochs =
        LongStream.of(json.array("epochs").longs()).mapToInt(Math::toIntExact).boxed().toList();
    return new MultiStepSchedule(epochs, json.real("gamma"));
  }

  private static JsonObject write(OneCycleSchedule schedule) {
    return JsonObject.empty()
        .with("rise", schedule.rise())
        .with("divisor", schedule.divisor())
        .with("end_divisor", schedule.endDivisor())
        .with("cycles_momentum", schedule.cyclesMomentum());
  }

  private static OneCycleSchedule oneCycle(JsonObject json) {
    return new OneCycleSchedule(
        json.real("rise"),
        json.real("divisor"),
        json.real("end_divisor"),
        json.flag("cycles_momentum"));
  }

  private static JsonObject write(WarmupSchedule schedule) {
    return JsonObject.empty()
        .with("epochs", schedule.epochs())
        .with("then", Schedule.codecs().write(schedule.then()));
  }

  private static WarmupSchedule warmup(JsonObject json) {
    return new WarmupSchedule(json.real("epochs"), Schedule.codecs().read(json.member("then")));
  }
}
