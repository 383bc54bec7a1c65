package spooler.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.metatype.MetaTypeService;

final class SchemaTest {
  private static <T> T stub(Class<T> type, InvocationHandler calls) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
  }

  @Test
  void aBundleWhoseJarIsClosedMeanwhileKnowsNothing() {
    Bundle closed =
        stub(
            Bundle.class,
            (proxy, method, arguments) -> {
              throw new NullPointerException("as Felix says it");
            });
    BundleContext context =
        stub(BundleContext.class, (proxy, method, arguments) -> new Bundle[] {closed});
    MetaTypeService nobody = stub(MetaTypeService.class, (proxy, method, arguments) -> null);
    assertEquals(Optional.empty(), Schema.of("transport.smtp", context, nobody));
  }
}
