package fovea.train.optim;

import fovea.format.Codec;
import fovea.format.Codecs;
import fovea.format.JsonObject;
import java.util.List;

/** The optimizers that files name. */
final class OptimizerCodecs {
  static final Codecs<Optimizer> ALL =
      new Codecs<>(
          "optimizer",
          List.of(
              new Codec<>("sgd", Sgd.class, OptimizerCodecs::write, OptimizerCodecs::sgd)
                  .usual(new Sgd(0.05).momentum(0.9)),
              new Codec<>("adam", Adam.class, OptimizerCodecs::write, OptimizerCodecs::adam)
                  .usual(new Adam(1e-3)),
              new Codec<>("adamw", AdamW.class, OptimizerCodecs::write, OptimizerCodecs::adamW)
                  .usual(new AdamW(1e-3)),
              new Codec<>(
                      "rmsprop", RmsProp.class, OptimizerCodecs::write, OptimizerCodecs::rmsProp)
                  .usual(new RmsProp(1e-3)),
              new Codec<>(
                      "adagrad", Adagrad.class, OptimizerCodecs::write, OptimizerCodecs::adagrad)
                  .usual(new Adagrad(0.01))));

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
}
