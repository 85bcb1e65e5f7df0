// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.share.impl;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.share.ShareBar;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.script.Bindings;
import javax.script.SimpleBindings;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.sling.scripting.sightly.compiler.CompilationResult;
import org.apache.sling.scripting.sightly.compiler.CompilationUnit;
import org.apache.sling.scripting.sightly.compiler.RuntimeFunction;
import org.apache.sling.scripting.sightly.compiler.SightlyCompiler;
import org.apache.sling.scripting.sightly.java.compiler.ClassInfo;
import org.apache.sling.scripting.sightly.java.compiler.JavaClassBackendCompiler;
import org.apache.sling.scripting.sightly.render.AbstractRuntimeObjectModel;
import org.apache.sling.scripting.sightly.render.RenderContext;
import org.apache.sling.scripting.sightly.render.RenderUnit;
import org.apache.sling.scripting.sightly.render.RuntimeObjectModel;

/**
 * A component's script, compiled by Sling's own compiler and rendered without a Sling around it.
 */
final class HtlScript {
  private static final Path APPS = Path.of("../ui.apps/src/main/content/jcr_root");

  private final RenderUnit unit;
  private final Path classes;

  /**
   * @param path of the script, such as {@code /apps/smo/components/share/share.html}
   * @param classes folder for what is compiled
   */
  HtlScript(String path, Path classes) {
    this.classes = classes;
    try {
      unit = compiled(path);
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException(path, e);
    }
  }

  /**
   * What browsers get.
   *
   * @param language whose words the page speaks
   * @param used gives the object for a name of {@code data-sly-use}
   */
  String render(String language, Function<String, Object> used) {
    StringWriter html = new StringWriter();
    Context context = new Context(words(language), used);
    unit.render(new PrintWriter(html), context, new SimpleBindings());
    return html.toString();
  }

  private RenderUnit compiled(String path) throws IOException, ReflectiveOperationException {
    String name = "Script" + Integer.toHexString(path.hashCode());
    JavaClassBackendCompiler backend = new JavaClassBackendCompiler();
    String htl = Files.readString(Path.of(APPS + path));
    CompilationResult result =
        new SightlyCompiler().compile(new Unit(path, new StringReader(htl)), backend);
    if (!result.getErrors().isEmpty()) {
      throw new IOException(result.getErrors().get(0).getMessage());
    }
    String java = backend.build(new Named(name));
    JavaCompiler javac = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    StringWriter problems = new StringWriter();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-proc:none",
              "-nowarn",
              "-d",
              classes.toString(),
              "-cp",
              Stream.of(RenderUnit.class, SightlyCompiler.class, ShareBar.class)
                  .map(HtlScript::placeOf)
                  .collect(Collectors.joining(File.pathSeparator)));
      if (!javac
          .getTask(problems, files, null, options, null, List.of(new Source(name, java)))
          .call()) {
        throw new IOException(problems.toString());
      }
    }
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, HtlScript.class.getClassLoader())) {
      return (RenderUnit) loader.loadClass("htl." + name).getDeclaredConstructor().newInstance();
    }
  }

  /** Builds run tests from a class path of their own, which the compiler does not see. */
  private static String placeOf(Class<?> any) {
    return Path.of(URI.create(any.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }

  private static Map<?, ?> words(String language) {
    try {
      return new ObjectMapper()
          .readValue(APPS.resolve("apps/smo/i18n/" + language + ".json").toFile(), Map.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Unit(String getScriptName, Reader getScriptReader) implements CompilationUnit {
    @Override
    public String getScriptName() {
      return getScriptName;
    }

    @Override
    public Reader getScriptReader() {
      return getScriptReader;
    }
  }

  private record Named(String name) implements ClassInfo {
    @Override
    public String getSimpleClassName() {
      return name;
    }

    @Override
    public String getPackageName() {
      return "htl";
    }

    @Override
    public String getFullyQualifiedClassName() {
      return "htl." + name;
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String java;

    Source(String name, String java) {
      super(URI.create("string:///htl/" + name + ".java"), Kind.SOURCE);
      this.java = java;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return java;
    }
  }

  /** What Sling gives to a script, as far as ours use it. */
  private final class Context implements RenderContext {
    private final Map<?, ?> words;
    private final Function<String, Object> used;

    Context(Map<?, ?> words, Function<String, Object> used) {
      this.words = words;
      this.used = used;
    }

    @Override
    public RuntimeObjectModel getObjectModel() {
      return new AbstractRuntimeObjectModel() {};
    }

    @Override
    public Bindings getBindings() {
      return new SimpleBindings();
    }

    @Override
    public Object call(String function, Object... arguments) {
      String first = String.valueOf(arguments[0]);
      return switch (function) {
        case RuntimeFunction.USE ->
            first.startsWith("/") ? new HtlScript(first, classes).unit : used.apply(first);
        case RuntimeFunction.I18N -> {
          Object word = words.get(first);
          yield word == null ? first : word;
        }
        case RuntimeFunction.FORMAT -> first;
        case RuntimeFunction.XSS ->
            arguments[0] == null
                ? ""
                : first
                    .replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&#34;");
        default -> throw new IllegalArgumentException(function + " is not used by our bars");
      };
    }
  }
}
