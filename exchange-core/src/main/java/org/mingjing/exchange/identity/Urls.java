package org.mingjing.exchange.identity;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Compares URLs as RFC 9449 section 4.3 asks. */
final class Urls {
  private Urls() {}

  /**
   * Whether a claimed URL is that of the request: query and fragment do not count, nor does the
   * case of scheme and host, nor a port that goes without saying (RFC 3986 sections 6.2.2 and
   * 6.2.3). Dots and escapes are not resolved: nobody needs them here.
   */
  static boolean same(String request, @Nullable String claimed) {
    if (request.equals(claimed)) {
      return true;
    }
    try {
      return claimed != null && plain(new URI(request)).equals(plain(new URI(claimed)));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static String plain(URI url) throws URISyntaxException {
    if (url.getScheme() == null || url.getHost() == null || url.getRawUserInfo() != null) {
      throw new URISyntaxException(url.toString(), "is not scheme, host and path");
    }
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? 443 : 80;
    int port = url.getPort() < 0 ? usual : url.getPort();
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + ":" + port + path;
  }
}
