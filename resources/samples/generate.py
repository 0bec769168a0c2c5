#!/usr/bin/env python3
"""Writes people.csv and events.csv of the sample company. Deterministic: run it again after changing it.

Days are placeholders that the program makes real when the sample is loaded:
  {d-1 23:59:59}  yesterday, one second before midnight
  {b+1 1990}      a birthday tomorrow, in the year 1990
"""
import csv
import pathlib
import random

random.seed(20200716)
here = pathlib.Path(__file__).parent

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高"
GIVEN = "伟芳娜敏静丽强磊军洋艳勇杰娟涛明超霞平刚雪晨宇欣怡梓涵浩然子墨"
CITIES = ["上海", "北京", "广州", "深圳", "杭州", "成都", "武汉", "南京"]
PRODUCTS = [("咖啡礼盒", 128), ("羊绒围巾", 399), ("蓝牙耳机", 599), ("保温杯", 89), ("儿童绘本", 56), ("行李箱", 899)]
NAMES = ['欧阳"小"雪', "𠮷野家", "Anna O'Neil", "小🐦", "娜仁托娅", "李，雷"]

people, events = [], []
event_id = 0


def name():
    return random.choice(SURNAMES) + "".join(random.sample(GIVEN, random.choice([1, 2])))


def event(person, what, day, time, **properties):
    global event_id
    event_id += 1
    events.append({"event_id": f"e{event_id:06d}", "login_id": person, "event": what, "time": f"{{d{day:+d} {time}}}",
                   **properties})


def cart(person, day, time=None):
    product, price = random.choice(PRODUCTS)
    event(person, "add_to_cart", day, time or clock(), product=product, price=price)


def order(person, day, amount, time=None):
    event(person, "order", day, time or clock(), amount=amount)


def clock():
    return f"{random.randint(8, 22):02d}:{random.randint(0, 59):02d}:{random.randint(0, 59):02d}"


def add(number, vip, birthday=None, **changes):
    person = {"login_id": f"u_{100000 + number}", "visitor_id": "", "name": name(),
              "gender": random.choice(["男", "女", "男", "女", "女", ""]), "vip": vip,
              "phone": f"1{random.choice('3578')}{number:09d}", "email": f"u{100000 + number}@example.com",
              "birthday": birthday or f"{{b{random.randint(3, 360):+d} {random.randint(1960, 2004)}}}",
              "city": random.choice(CITIES), "registered_at": f"{{d-{random.randint(30, 900)} {clock()}}}",
              "points": random.randint(0, 9000)}
    person.update(changes)
    people.append(person)
    return person["login_id"]


number = 0
# Gold members who put something in the cart yesterday and did not order: stories 1 and 2.
for i in range(120):
    number += 1
    who = add(number, "gold")
    cart(who, -1, ["00:00:00", "23:59:59"][i] if i < 2 else None)
    if i % 3 == 0:      # have spent more than 5,000, all in all
        order(who, -20, 3000)
        order(who, -9, [2000.01, 2500, 4200][i // 3 % 3])
    elif i % 3 == 1:    # just outside: exactly 5,000
        order(who, -15, 2500)
        order(who, -8, 2500)
    if i % 10 == 0:     # ordered before yesterday: still inside
        order(who, -2, 60, "23:59:59")
# Just outside: a second too early or too late, ordered after all, no gold member.
for i in range(30):
    number += 1
    cart(add(number, "gold"), -2, "23:59:59" if i % 2 else None)
for _ in range(10):
    number += 1
    cart(add(number, "gold"), 0, "00:00:00")
for i in range(40):
    number += 1
    who = add(number, "gold")
    cart(who, -1)
    order(who, -1, 88, ["00:00:00", "23:59:59"][i] if i < 2 else None)
for i in range(60):
    number += 1
    cart(add(number, ["silver", "normal", "Gold"][i % 3]), -1)
# Birthdays: today, and just outside.
for i in range(26):
    number += 1
    add(number, "gold", f"{{b+0 {1970 + i}}}", name=NAMES[i] if i < len(NAMES) else name(),
        gender=["男", "女", ""][i % 3])
for i in range(12):
    number += 1
    add(number, "gold", f"{{b{[+1, -1][i % 2]:+d} {1980 + i}}}")
for i in range(12):
    number += 1
    add(number, ["silver", "Gold"][i % 2], f"{{b+0 {1985 + i}}}")
# No phone, the phone of somebody before, no name.
birthday = [p for p in people if p["birthday"].startswith("{b+0") and p["vip"] == "gold"]
birthday[7]["phone"] = ""
birthday[8]["phone"] = birthday[9]["phone"] = birthday[6]["phone"]
birthday[10]["name"] = ""
# Everybody else.
while number < 1100:
    number += 1
    who = add(number, random.choices(["gold", "silver", "normal", ""], [1, 4, 8, 1])[0])
    for _ in range(random.randint(0, 4)):
        event(who, "view", -max(1, random.randint(0, 40)), clock(), product=random.choice(PRODUCTS)[0])
    if random.random() < 0.4:
        cart(who, -random.randint(3, 40))
    if random.random() < 0.4:
        order(who, -random.randint(2, 40), round(random.uniform(20, 1500), 2))
for i in range(100):
    people.append({"visitor_id": f"v_{500000 + i}", "city": random.choice(CITIES)})

for file, rows, fields in (
        ("people.csv", people, ["login_id", "visitor_id", "name", "gender", "vip", "phone", "email", "birthday", "city",
                                "registered_at", "points"]),
        ("events.csv", events, ["event_id", "login_id", "event", "time", "product", "price", "amount"])):
    with open(here / file, "w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, fields, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)
