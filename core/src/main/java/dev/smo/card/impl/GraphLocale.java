// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The locale of Open Graph: one of those that Facebook's list has, because others are refused
 * there. Of a language that has several, a country that is not listed takes the one it is nearest
 * to.
 */
final class GraphLocale {
  private static final List<String> LISTED =
      Arrays.asList(
          ("af_ZA ak_GH am_ET ar_AR as_IN ay_BO az_AZ be_BY bg_BG bn_IN br_FR bs_BA ca_ES cb_IQ co_FR"
                  + " cs_CZ cx_PH cy_GB da_DK de_DE el_GR en_US en_GB en_IN eo_EO es_ES es_LA et_EE"
                  + " eu_ES fa_IR ff_NG fi_FI fo_FO fr_FR fr_CA fy_NL ga_IE gl_ES gn_PY gu_IN ha_NG"
                  + " he_IL hi_IN hr_HR ht_HT hu_HU hy_AM id_ID ig_NG is_IS it_IT iu_CA ja_JP jv_ID"
                  + " ka_GE kk_KZ km_KH kn_IN ko_KR ku_TR ky_KG la_VA lg_UG li_NL ln_CD lo_LA lt_LT"
                  + " lv_LV mg_MG mi_NZ mk_MK ml_IN mn_MN mr_IN ms_MY mt_MT my_MM nb_NO nd_ZW ne_NP"
                  + " nl_NL nl_BE nn_NO nr_ZA ns_ZA ny_MW om_ET or_IN pa_IN pcm_NG pl_PL ps_AF pt_PT"
                  + " pt_BR qu_PE rm_CH ro_RO ru_RU rw_RW sa_IN sc_IT se_NO si_LK sk_SK sl_SI sn_ZW"
                  + " so_SO sq_AL sr_RS ss_SZ st_ZA su_ID sv_SE sw_KE ta_IN te_IN tg_TJ th_TH tk_TM"
                  + " tl_PH tn_BW tr_TR ts_ZA tt_RU uk_UA ur_PK uz_UZ ve_ZA vi_VN wo_SN xh_ZA yi_DE"
                  + " yo_NG zh_CN zh_TW zh_HK zu_ZA")
              .split(" "));

  /** Languages that have another name there. */
  private static final Map<String, String> NAMED =
      Map.of("no", "nb", "fil", "tl", "ckb", "cb", "nso", "ns", "ceb", "cx");

  private static final Set<String> AS_IN_AMERICA = Set.of("", "US", "CA", "PH", "PR");

  private GraphLocale() {}

  /** Empty where the list has none for the language. */
  static Optional<String> of(Locale locale) {
    String language = NAMED.getOrDefault(locale.getLanguage(), locale.getLanguage());
    if (language.isEmpty()) {
      return Optional.empty();
    }
    String wanted = language + '_' + country(language, locale);
    return LISTED.contains(wanted)
        ? Optional.of(wanted)
        : LISTED.stream().filter(listed -> listed.startsWith(language + '_')).findFirst();
  }

  private static String country(String language, Locale locale) {
    String country = locale.getCountry();
    return switch (language) {
      case "en" -> country.equals("IN") ? "IN" : AS_IN_AMERICA.contains(country) ? "US" : "GB";
      case "es" -> Set.of("", "ES", "GQ").contains(country) ? "ES" : "LA";
      case "pt" -> country.equals("BR") ? "BR" : "PT";
      case "zh" -> chinese(locale.getScript(), country);
      default -> country;
    };
  }

  private static String chinese(String script, String country) {
    if (script.equals("Hans")) {
      return "CN";
    }
    return switch (country) {
      case "HK", "MO" -> "HK";
      case "TW" -> "TW";
      default -> script.equals("Hant") ? "TW" : "CN";
    };
  }
}
