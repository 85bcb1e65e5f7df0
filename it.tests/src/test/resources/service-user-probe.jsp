<%@page session="false" contentType="text/plain; charset=UTF-8" import="java.util.Map,javax.jcr.AccessDeniedException,javax.jcr.Session,org.apache.sling.api.resource.*"%><%@taglib prefix="sling" uri="http://sling.apache.org/taglibs/sling"%><sling:defineObjects/><%
// Tries each "verb path" as the service user smo-service and prints "verb path<tab>done|denied|...".
ResourceResolverFactory resolvers = sling.getService(ResourceResolverFactory.class);
for (String attempt : request.getParameterValues("attempt")) {
  String verb = attempt.substring(0, attempt.indexOf(' '));
  String path = attempt.substring(verb.length() + 1);
  String parent = ResourceUtil.getParent(path);
  String name = ResourceUtil.getName(path);
  String result = "done";
  try (ResourceResolver resolver = resolvers.getServiceResourceResolver(Map.of(ResourceResolverFactory.SUBSERVICE, "smo-it-probe"))) {
    Session session = resolver.adaptTo(Session.class);
    if (verb.equals("see")) {
      result = session.nodeExists(path) ? "done" : "denied";
    } else if (verb.equals("create")) {
      resolver.create(resolver.getResource(parent), name, Map.of("x", "y"));
    } else if (verb.equals("set")) {
      session.getNode(parent).setProperty(name, "x");
    } else {
      session.getNode(path).remove();
    }
    resolver.commit();
  } catch (Exception e) {
    result = e.getClass().getSimpleName();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof AccessDeniedException || String.valueOf(cause.getMessage()).contains("OakAccess0000")) {
        result = "denied";
      }
    }
  }
  out.println(attempt + "\t" + result);
}
%>
