package org.mingjing.exchange.evidence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Forgets how quotas were used on days before yesterday; the application's role can do no more. */
public final class OldQuotaUse {
  private static final System.Logger LOG = System.getLogger(OldQuotaUse.class.getName());

  private final DataSource database;

  public OldQuotaUse(DataSource database) {
    this.database = database;
  }

  /** {@link #forget} for a background: what fails is tried again the next time. */
  public void forgetNow() {
    try {
      LOG.log(System.Logger.Level.DEBUG, "forgot {0} counts of old quota use", forget());
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.WARNING, "old quota use is kept for now: {0}", e.getMessage());
    }
  }

  /** Returns how many counts it forgot. */
  public long forget() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement call = connection.prepareStatement("select forget_old_quota_use()");
        ResultSet rows = call.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
