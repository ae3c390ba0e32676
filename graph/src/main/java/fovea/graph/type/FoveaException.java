package fovea.graph.type;

import fovea.error.UserException;
import org.jspecify.annotations.Nullable;

/** A failure that the user can act on: the message says where, what was found and what to do. */
public final class FoveaException extends UserException {
  private static final long serialVersionUID = 1L;

  private final String advice;

  private FoveaException(String message, String advice, @Nullable Throwable cause) {
    super(message, cause);
    this.advice = advice;
  }

  /** A failure at {@code where} (a layer path, file or option). */
  public static FoveaException at(String where, String found, String advice) {
    return new FoveaException(sentence(where, found, advice), advice, null);
  }

  /** A failure at {@code where}, with the exception that led to it. */
  public static FoveaException at(String where, String found, String advice, Throwable cause) {
    return new FoveaException(sentence(where, found, advice), advice, cause);
  }

  /** A failure in the layer whose forward pass is running, if any. */
  public static FoveaException here(String found, String advice) {
    return at(Scope.path(), found, advice);
  }

  @Override
  public FoveaException within(String place) {
    return getMessage().startsWith(place + ": ")
        ? this
        : new FoveaException(sentence(place, getMessage(), ""), advice, this);
  }

  /** What to do about it, the last part of the message. */
  public String advice() {
    return advice;
  }

  private static String sentence(String where, String found, String advice) {
    String place = where.isEmpty() ? "" : where + ": ";
    return place + found + (advice.isEmpty() ? "" : "; " + advice);
  }
}
