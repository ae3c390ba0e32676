package fovea.train.optim;

import fovea.format.Codec;
import fovea.format.Codecs;
import fovea.format.JsonObject;
import java.util.List;

/** The optimizers that files name. */
final class OptimizerCodecs {
  private static final Sgd SGD = new Sgd(0.05).momentum(0.9);

  static final Codecs<Optimizer> ALL =
      new Codecs<>(
          "optimizer",
          List.of(
              new Codec<>("sgd", Sgd.class, OptimizerCodecs::write, OptimizerCodecs::sgd)
                  .usual(SGD),
              new Codec<>("adam", Adam.class, OptimizerCodecs::write, OptimizerCodecs::adam)
                  .usual(new Adam(1e-3)),
              new Codec<>("adamw", AdamW.class, OptimizerCodecs::write, OptimizerCodecs::adamW)
                  .usual(new AdamW(1e-3)),
              new Codec<>(
                      "rmsprop", RmsProp.class, OptimizerCodecs::write, OptimizerCodecs::rmsProp)
                  .usual(new RmsProp(1e-3)),
              new Codec<>(
                      "adagrad", Adagrad.class, OptimizerCodecs::write, OptimizerCodecs::adagrad)
                  .usual(new Adagrad(0.01)),
              new Codec<>("lion", Lion.class, OptimizerCodecs::write, OptimizerCodecs::lion)
                  .usual(new Lion(1e-4)),
              new Codec<>("muon", Muon.class, OptimizerCodecs::write, OptimizerCodecs::muon)
                  .usual(new Muon(0.02)),
              new Codec<>(
                      "lookahead",
                      Lookahead.class,
                      OptimizerCodecs::write,
                      OptimizerCodecs::lookahead)
                  .usual(new Lookahead(SGD)),
              new Codec<>(
                      "penalty",
                      WeightPenalty.class,
                      OptimizerCodecs::write,
                      OptimizerCodecs::penalty)
                  .usual(new WeightPenalty(SGD, 0, 0)),
              new Codec<>(
                      "max_norm", MaxNorm.class, OptimizerCodecs::write, OptimizerCodecs::maxNorm)
                  .usual(new MaxNorm(SGD, 3))));

  /** The field for what another optimizer is put around. */
  private static final String OPTIMIZER = "optimizer";

  private OptimizerCodecs() {}

  private static JsonObject write(Sgd sgd) {
    return rate(sgd)
        .with("momentum", sgd.momentum())
        .with("nesterov", sgd.nesterov())
        .with("weight_decay", sgd.weightDecay().toJson());
  }

  private static Sgd sgd(JsonObject json) {
    return new Sgd(
        json.real("rate"), json.real("momentum"), json.flag("nesterov"), weightDecay(json));
  }

  private static JsonObject write(Adam adam) {
    return rate(adam)
        .with("beta1", adam.betas().mean())
        .with("beta2", adam.betas().square())
        .with("epsilon", adam.epsilon())
        .with("weight_decay", adam.weightDecay().toJson());
  }

  private static Adam adam(JsonObject json) {
    Adam.Betas betas = new Adam.Betas(json.real("beta1"), json.real("beta2"));
    return new Adam(json.real("rate"), betas, json.real("epsilon"), weightDecay(json));
  }

  private static JsonObject write(AdamW adam) {
    return write(adam.adam());
  }

  private static AdamW adamW(JsonObject json) {
    return new AdamW(adam(json));
  }

  private static JsonObject write(RmsProp rmsProp) {
    return rate(rmsProp)
        .with("alpha", rmsProp.alpha())
        .with("momentum", rmsProp.momentum())
        .with("epsilon", rmsProp.epsilon())
        .with("weight_decay", rmsProp.weightDecay().toJson());
  }

  private static RmsProp rmsProp(JsonObject json) {
    return new RmsProp(
        json.real("rate"),
        json.real("alpha"),
        json.real("momentum"),
        json.real("epsilon"),
        weightDecay(json));
  }

  private static JsonObject write(Adagrad adagrad) {
    return rate(adagrad)
        .with("epsilon", adagrad.epsilon())
        .with("weight_decay", adagrad.weightDecay().toJson());
  }

  private static Adagrad adagrad(JsonObject json) {
    return new Adagrad(json.real("rate"), json.real("epsilon"), weightDecay(json));
  }

  private static JsonObject rate(Optimizer optimizer) {
    return JsonObject.empty().with("rate", optimizer.rate());
  }

  private static WeightDecay weightDecay(JsonObject json) {
    return WeightDecay.fromJson(json.member("weight_decay"));
  }

  private static JsonObject write(Lion lion) {
    return rate(lion)
        .with("beta1", lion.beta1())
        .with("beta2", lion.beta2())
        .with("weight_decay", lion.weightDecay().toJson());
  }

  private static Lion lion(JsonObject json) {
    return new Lion(json.real("rate"), json.real("beta1"), json.real("beta2"), weightDecay(json));
  }

  private static JsonObject write(Muon muon) {
    return rate(muon)
        .with("momentum", muon.momentum())
        .with("weight_decay", muon.weightDecay().toJson())
        .with("others", ALL.write(muon.others()));
  }

  private static Muon muon(JsonObject json) {
    return new Muon(
        json.real("rate"),
        json.real("momentum"),
        weightDecay(json),
        ALL.read(json.member("others")));
  }

  private static JsonObject write(Lookahead lookahead) {
    return JsonObject.empty()
        .with("every", lookahead.every())
        .with("share", lookahead.share())
        .with("warmup", lookahead.warmup())
        .with(OPTIMIZER, ALL.write(lookahead.optimizer()));
  }

  private static Lookahead lookahead(JsonObject json) {
    return new Lookahead(
        optimizer(json),
        Math.toIntExact(json.integer("every")),
        json.real("share"),
        Math.toIntExact(json.integer("warmup")));
  }

  private static JsonObject write(WeightPenalty penalty) {
    return JsonObject.empty()
        .with("l1", penalty.l1())
        .with("l2", penalty.l2())
        .with(OPTIMIZER, ALL.write(penalty.optimizer()));
  }

  private static WeightPenalty penalty(JsonObject json) {
    return new WeightPenalty(optimizer(json), json.real("l1"), json.real("l2"));
  }

  private static JsonObject write(MaxNorm norm) {
    return JsonObject.empty()
        .with("largest", norm.largest())
        .with(OPTIMIZER, ALL.write(norm.optimizer()));
  }

  private static MaxNorm maxNorm(JsonObject json) {
    return new MaxNorm(optimizer(json), json.real("largest"));
  }

  private static Optimizer optimizer(JsonObject json) {
    return ALL.read(json.member(OPTIMIZER));
  }
}
