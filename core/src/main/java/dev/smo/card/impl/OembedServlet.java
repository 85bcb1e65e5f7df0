package dev.smo.card.impl;

final class OembedServlet {
  static final String PATH = "/bin/smo/oembed";

  private OembedServlet() {}
}
