package fovea.explain.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.explain.Networks;
import fovea.graph.type.FoveaException;
import fovea.hub.Model;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassTargetTest {
  private final Model model = Networks.model(List.of("tabby, tabby cat", "golden_retriever", "7"));

  @Test
  void findsClassesByNameAndIndex() {
    assertEquals(0, ClassTarget.named(model, "tabby, tabby cat").score());
    assertEquals(0, ClassTarget.named(model, "Tabby cat").score());
    assertEquals(1, ClassTarget.named(model, "golden retriever").score());
    assertEquals(1, ClassTarget.named(model, "1").score());
    assertEquals(2, ClassTarget.named(model, "7").score());
  }

  @Test
  void namesTheNearest() {
    String message =
        assertThrows(FoveaException.class, () -> ClassTarget.named(model, "golden retreiver"))
            .getMessage();
    assertTrue(message.contains("golden_retriever"), message);
    message = assertThrows(FoveaException.class, () -> ClassTarget.named(model, "12")).getMessage();
    assertTrue(message.contains("expected 0 to 2, found 12"), message);
  }
}
