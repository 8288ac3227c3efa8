package dev.gatekeeper.realms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupRolesTest {

  private static final Set<String> ROLES = Set.of("reader", "writer", "admin");

  @Test
  void groupsWithCommasColonsAndEqualsSignsGiveTheRoleInFrontOfTheFirstColon() {
    GroupRoles roles =
        GroupRoles.parse(
            " admin: cn=Ops,dc=example,dc=org ;writer:urn:team:data;; reader: staff; ", ROLES);

    assertThat(roles.of(Set.of("cn=Ops,dc=example,dc=org", "staff")))
        .containsExactlyInAnyOrder("admin", "reader");
    assertThat(roles.of(Set.of("urn:team:data"))).containsExactly("writer");
    assertThat(roles.of(List.of("Staff", "admin"))).isEmpty();
  }

  @Test
  void severalGroupsMayGiveOneRoleAndOneGroupSeveral() {
    GroupRoles roles = GroupRoles.parse("writer: a; writer: b; admin: b", ROLES);

    assertThat(roles.of(Set.of("a"))).containsExactly("writer");
    assertThat(roles.of(Set.of("b"))).containsExactlyInAnyOrder("writer", "admin");
  }

  @Test
  void whereNothingIsWrittenAGroupGivesTheRoleOfItsName() {
    GroupRoles roles = GroupRoles.ofTheSameName(ROLES);

    assertThat(roles.of(Set.of("writer", "others"))).containsExactly("writer");
  }

  @Test
  void anUnknownRoleIsNamedTogetherWithThoseThatThereAre() {
    assertThatThrownBy(() -> GroupRoles.parse("writer: a; owner: b", ROLES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'owner: b' in it is not a role (admin, reader, writer), a colon and the name of a"
                + " group");
  }

  @Test
  void whatNamesNoGroupIsRefused() {
    assertThatThrownBy(() -> GroupRoles.parse(" ; ", ROLES)).hasMessage("it names no group");
    assertThatThrownBy(() -> GroupRoles.parse("writer:", ROLES)).hasMessageContaining("'writer:'");
    assertThatThrownBy(() -> GroupRoles.parse("staff", ROLES)).hasMessageContaining("'staff'");
  }
}
