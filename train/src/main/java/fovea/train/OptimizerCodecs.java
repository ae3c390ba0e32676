package fovea.train;

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
              new Codec<>("sgd", Sgd.class, OptimizerCodecs::write, OptimizerCodecs::sgd),
              new Codec<>("adam", Adam.class, OptimizerCodecs::write, OptimizerCodecs::adam),
              new Codec<>("adamw", AdamW.class, OptimizerCodecs::write, OptimizerCodecs::adamW),
              new Codec<>(
                  "rmsprop", RmsProp.class, OptimizerCodecs::write, OptimizerCodecs::rmsProp),
              new Codec<>(
                  "adagrad", Adagrad.class, OptimizerCodecs::write, OptimizerCodecs::adagrad)));

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
    return moments(adam, adam.betas(), adam.epsilon());
  }

  private static Adam adam(JsonObject json) {
    return new Adam(json.real("rate"), betas(json), json.real("epsilon"), weightDecay(json));
  }

  private static JsonObject write(AdamW adam) {
    return moments(adam, adam.betas(), adam.epsilon());
  }

  private static AdamW adamW(JsonObject json) {
    return new AdamW(json.real("rate"), betas(json), json.real("epsilon"), weightDecay(json));
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

  private static JsonObject moments(Optimizer optimizer, Adam.Betas betas, double epsilon) {
    return rate(optimizer)
        .with("beta1", betas.mean())
        .with("beta2", betas.square())
        .with("epsilon", epsilon)
        .with("weight_decay", optimizer.weightDecay().toJson());
  }

  private static Adam.Betas betas(JsonObject json) {
    return new Adam.Betas(json.real("beta1"), json.real("beta2"));
  }

  private static WeightDecay weightDecay(JsonObject json) {
    return WeightDecay.fromJson(json.object("weight_decay"));
  }
}
